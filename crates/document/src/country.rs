//! Country codes: three letters in an MRZ (ICAO 9303-3 section 5), two in a certificate (ISO 3166-1).

/// Codes of ISO 3166-1, three letters and two letters side by side.
const STATES: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT \
    AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO \
    BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG \
    COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO \
    DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB \
    GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY \
    HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT \
    JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY \
    LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH \
    MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA \
    NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE \
    PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA \
    SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR \
    SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO \
    TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG \
    VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

/// Issuers whose codes differ from ISO 3166-1, and the countries that may be in their signers' certificates:
/// Germany, British nationals, Kosovo, the European Union, the United Nations, the Sovereign Military
/// Order of Malta and Interpol, and Utopia, the state of ICAO's specimens.
const EXCEPTIONS: [(&str, &str); 17] = [
    ("D", "DE"),
    ("GBD", "GB"),
    ("GBN", "GB"),
    ("GBO", "GB"),
    ("GBP", "GB"),
    ("GBS", "GB"),
    ("RKS", "KS XK RK"),
    ("XKX", "KS XK RK"),
    ("EUE", "EU"),
    ("UNO", "UN"),
    ("UNA", "UN"),
    ("UNK", "UN KS XK"),
    ("XOM", "XO ZM"),
    ("XPO", "XP"),
    ("ROM", "RO"),
    ("ZAR", "CD"),
    ("UTO", "UT"),
];

/// True if the authority of `country` (two letters) signs documents of the issuing state `state` (up to three).
/// Hong Kong and Macao issue documents of China.
pub(crate) fn issues_for(country: &str, state: &[u8]) -> bool {
    let Ok(state) = std::str::from_utf8(state) else {
        return false;
    };
    let exception = EXCEPTIONS.iter().find(|(code, _)| *code == state);
    if let Some((_, countries)) = exception {
        return countries.split(' ').any(|known| known == country);
    }
    if state == "CHN" && matches!(country, "HK" | "MO") {
        return true;
    }
    state.len() == 3 && STATES.split(' ').any(|pair| pair.strip_prefix(state) == Some(country))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_signed_for_by_its_own_country() {
        for (country, state) in [
            ("CH", "CHE"),
            ("DE", "D"),
            ("DE", "DEU"),
            ("GB", "GBD"),
            ("UN", "UNO"),
            ("XK", "RKS"),
            ("HK", "CHN"),
            ("EU", "EUE"),
        ] {
            assert!(issues_for(country, state.as_bytes()), "{country} {state}");
        }
    }

    #[test]
    fn other_countries_and_parts_of_codes_do_not_count() {
        for (country, state) in
            [("DE", "CHE"), ("AW", "AB"), ("WAF", "AB"), ("", "CHE"), ("CH", ""), ("ECH", "CH")]
        {
            assert!(!issues_for(country, state.as_bytes()), "{country} {state}");
        }
    }
}
