//! The worked examples of ICAO 9303-11: appendices G (generic), H (integrated) and I (chip authentication
//! mapping). The chip answers as the appendix says; our commands must be those of the appendix.

use super::*;
use crate::{
    access::card_access::pace_offers,
    card::Lost,
    genuine::check_mapping,
    hex,
    random::Fixed,
    session::{Session, Turn},
};
use std::collections::VecDeque;

/// In front of each secret of the appendix: what is drawn is longer than the order.
const SURPLUS: &str = "0000000000000000";

fn drawn(parts: &[&str]) -> Fixed {
    Fixed(parts.iter().flat_map(|part| hex::bytes(part)).collect())
}

/// A chip that expects commands and answers them.
struct Script(VecDeque<(Vec<u8>, Vec<u8>)>);

impl Card for Script {
    async fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, Lost> {
        let (expected, answer) = self.0.pop_front().unwrap();
        assert_eq!(command, expected);
        Ok([answer, vec![0x90, 0]].concat())
    }
}

/// One example of the appendices.
struct Example<'a> {
    /// A PACEInfo.
    info: &'a str,
    /// The MRZ information that is the password.
    password: &'a str,
    /// The decrypted nonce.
    nonce: &'a str,
    /// Mapping data of terminal and chip.
    mapping: [&'a str; 2],
    /// Public keys of terminal and chip.
    keys: [&'a str; 2],
    /// Tokens of terminal and chip.
    tokens: [&'a str; 2],
    /// What the chip adds to its token.
    added: &'a str,
}

impl Example<'_> {
    fn open(&self, mut drawn: Fixed) -> Option<MappingProof> {
        let set = tlv(0x31, &[&hex::bytes(self.info)]);
        let offer = pace_offers(&set).unwrap().remove(0);
        let key = Key::Mrz(crate::hash::Hash::Sha1.digest(&[self.password.as_bytes()]).into());
        let secret = offer.cipher.derive(key.pace_password().0, 3);
        let encrypted = offer.cipher.encrypt(&secret, &hex::bytes(self.nonce));
        let template =
            [tlv(0x80, &[&offer.oid]), vec![0x83, 1, 1, 0x84, 1, offer.parameters as u8]];
        let set = Command::new(SET_AUTHENTICATION_TEMPLATE, template.concat(), None).encode();
        let step = |tag: u32, digits: [&str; 2], added: &str| {
            let [own, peer] = digits.map(hex::bytes);
            let data = tlv(DYNAMIC_DATA, &[&tlv(tag, &[&own])]);
            let mut command = Command::new(GENERAL_AUTHENTICATE, data, Some(256));
            command.class = if tag == 0x85 { 0 } else { CHAINED };
            let answer = [tlv(tag + 1, &[&peer]), hex::bytes(added)].concat();
            (command.encode(), tlv(DYNAMIC_DATA, &[&answer]))
        };
        let nonce = (hex::bytes("10860000027C0000"), tlv(0x7c, &[&tlv(0x80, &[&encrypted])]));
        let script = [
            (set, Vec::new()),
            nonce,
            step(0x81, self.mapping, ""),
            step(0x83, self.keys, ""),
            step(0x85, self.tokens, self.added),
        ];
        let mut session = Session::new(async |_| {
            let mut connection = Connection::new(Script(script.into()));
            open(&mut connection, &offer, &key, &mut drawn).await
        });
        match session.start() {
            Turn::Done(outcome) => outcome.unwrap(),
            Turn::Transmit(_) => unreachable!("the script answers at once"),
        }
    }
}

#[test]
fn appendix_g1_ecdh_generic_mapping() {
    let example = Example {
        info: "3012060A04007F0007020204020202010202010D",
        password: "T22000129364081251010318",
        nonce: "3F00C4D39D153F2B2A214A078D899B22",
        mapping: [
            "047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E\
             544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D",
            "04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57\
             30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54",
        ],
        keys: [
            "042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C\
             3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462",
            "049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB\
             7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094",
        ],
        tokens: ["C2B0BD78D94BA866", "3ABB9674BCE93C08"],
        added: "",
    };
    let mapping = "7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99";
    let agreement = "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595";
    let proof = example.open(drawn(&[SURPLUS, mapping, SURPLUS, agreement]));
    assert!(proof.is_none());
}

#[test]
fn appendix_g2_dh_generic_mapping() {
    let example = Example {
        info: "3012060A04007F00070202040102020102020100",
        password: "T22000129364081251010318",
        nonce: "FA5B7E3E49753A0DB9178B7B9BD898C8",
        mapping: [
            "23FB3749EA030D2A25B278D2A562047ADE3F01B74F17A15402CB7352CA7D2B3EB71C343DB13D1DEB\
             CE9A3666DBCFC920B49174A602CB47965CAA73DC702489A44D41DB914DE9613DC5E98C94160551C0\
             DF86274B9359BC0490D01B03AD54022DCB4F57FAD6322497D7A1E28D46710F461AFE710FBBBC5F8B\
             A166F4311975EC6C",
            "78879F57225AA8080D52ED0FC890A4B25336F699AA89A2D3A189654AF70729E623EA5738B26381E4\
             DA19E004706FACE7B235C2DBF2F38748312F3C98C2DD4882A41947B324AA1259AC22579DB93F7085\
             655AF30889DBB845D9E6783FE42C9F2449400306254C8AE8EE9DD812A804C0B66E8CAFC14F84D825\
             8950A91B44126EE6",
        ],
        keys: [
            "907D89E2D425A178AA81AF4A7774EC8E388C115CAE67031E85EECE520BD911551B9AE4D04369F29A\
             02626C86FBC6747CC7BC352645B6161A2A42D44EDA80A08FA8D61B76D3A154AD8A5A51786B0BC071\
             47057871A922212C5F67F43173172236B7747D1671E6D692A3C7D40A0C3C5CE397545D015C175EB5\
             130551EDBC2EE5D4",
            "075693D9AE941877573E634B6E644F8E60AF17A0076B8B123D9201074D36152BD8B3A213F53820C4\
             2ADC79AB5D0AEEC3AEFB91394DA476BD97B9B14D0A65C1FC71A0E019CB08AF55E1F729005FBA7E3F\
             A5DC41899238A250767A6D46DB974064386CD456743585F8E5D90CC8B4004B1F6D866C79CE0584E4\
             9687FF61BC29AEA1",
        ],
        tokens: ["B46DD9BD4D98381F", "917F37B5C0E6D8D1"],
        added: "870F44455445535443564341303030303033",
    };
    let mapping = "5265030F751F4AD18B08AC565FC7AC952E41618D";
    let agreement = "89CCD99B0E8D3B1F11E1296DCA68EC53411CF2CA";
    example.open(drawn(&[SURPLUS, mapping, SURPLUS, agreement]));
}

#[test]
fn appendix_h1_ecdh_integrated_mapping() {
    let example = Example {
        info: "3012060A04007F0007020204040202010202010D",
        password: "T22000129364081251010318",
        nonce: "2923BE84E16CD6AE529049F1F1BBE9EB",
        mapping: ["5DD4CBFC96F5453B130D890A1CDBAE32", ""],
        keys: [
            "0489CBA23FFE96AA18D824627C3E934E54A9FD0B87A95D1471DC1C0ABFDCD640D4\
             6755DE9B7B778280B6BEBD57439ADFEB0E21FD4ED6DF42578C13418A59B34C37",
            "0467F78E5F7F7686082B293E8D087E056916D0F74BC01A5F8957D0DE45691E51E8\
             932B69A962B52A0985AD2C0A271EE6A13A8ADDDCD1A3A994B9DED257F4D22753",
        ],
        tokens: ["450F02B86F6A0909", "75D4D96E8D5B0308"],
        added: "",
    };
    let agreement = "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595";
    example.open(drawn(&["5DD4CBFC96F5453B130D890A1CDBAE32", SURPLUS, agreement]));
}

#[test]
fn appendix_h2_dh_integrated_mapping() {
    let example = Example {
        info: "3012060A04007F00070202040302020102020100",
        password: "T22000129364081251010318",
        nonce: "FA5B7E3E49753A0DB9178B7B9BD898C8",
        mapping: ["B3A6DB3C870C3E99245E0D1C06B747DE", ""],
        keys: [
            "0F0CC62945A8029251FB7EF3C094E12EC68E4EF07F27CB9D9CD04C5C4250FAE0E4F8A951557E929A\
             EB48E5C6DD47F2F5CD7C351A9BD2CD722C07EDE166770F08FFCB370262CF308DD7B07F2E0DA9CAAA\
             1492344C852906919538C98A4BA4187E76CE9D87832386D319CE2E043C3343AEAE6EDBA1A9894DC5\
             094D22F7FE1351D5",
            "928D9A0F9DBA450F13FC859C6F290D1D36E42431138A4378500BEB4E0401854CFF111F71CB6DC1D0\
             335807A11388CC8EAA87B07907AAD9FBA6B169AF6D8C26AF8DDDC39ADC3AD2E3FF882B84D23E9768\
             E95A80E4746FB07A9767679FE92133B4D379935C771BD7FBED6C7BB4B1708B275EA75679524CDC9C\
             6A91370CC662A2F3",
        ],
        tokens: ["55D61977CBF5307E", "C2F04230187E1525"],
        added: "",
    };
    // The private key of the appendix modulo the order of the subgroup.
    let agreement = "89CCD99B0E8D3B1F11E1296DCA68EC53411CF2CA";
    example.open(drawn(&["B3A6DB3C870C3E99245E0D1C06B747DE", SURPLUS, agreement]));
}

#[test]
fn appendix_i1_ecdh_chip_authentication_mapping() {
    let example = Example {
        info: "3012060A04007F0007020204060202010202010D",
        password: "C11T002JM496081222310314",
        nonce: "658B860BC94DF6F044FCE6D5C82CF8E5",
        mapping: [
            "047F1D410ADB7DDB3B84BF1030800981A9105D7457B4A3ADE002384F3086C67EDE\
             1AB889104A27DB6D842B019020FBF3CEACB0DC627F7BDCAC29969E19D0E553C1",
            "04A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3\
             04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E23",
        ],
        keys: [
            "04446C934084D9DAB863944F219520076C29EE3F7AE6722B11FF319EC1C7728F95\
             5483400BFF60BF0C5929270009277DC2A515E12575010AD9BA916CF1BF86FEFC",
            "0402AD566F3C6EC7F9324509AD50A51FA52030782A4968FCFEDF737DAEA9933331\
             11C3B9B4C2287789BD137E7F8AA882E2A3C633CCD6ECC2C63C57AD401A09C2E1",
        ],
        tokens: ["E86BD06018A1CD3B", "8596CF055C67C1A3"],
        added: "8A301EEA964DAAE372AC990E3EFDE6333353BFC89A6704D93DA8798CF77F5B7A54BD\
                10CBA372B42BE0B9B5F28AA8DE2F4F92",
    };
    let mapping = "5D8BB87BD74D985A4B7D4325B9F7B976FE835122773400798914AA22738135CC";
    let agreement = "76ECFDAA9841C323A3F5FC5E88B88DB3EFF7E35EBF57A7E6946CB630006C2120";
    let proof = example.open(drawn(&[SURPLUS, mapping, SURPLUS, agreement])).unwrap();
    let scalar = "85DC3FA93D0952BFA82F5FD189EE75BD82F11D1F0B8ED4BF5319AC9B53C426B3";
    assert_eq!(*proof.scalar, hex::bytes(scalar));
    let info = hex::bytes(
        "3062060904007F0007020201023052300C060704007F0007010202010D034200041872709494399E\
         7470A6431BE25E83EEE24FEA568C2ED28DB48E05DB3A610DC884D256A40E35EFCB59BF6753D3A489\
         D28C7A4D973C2DA138A6E7A4A08F68E16F02010D",
    );
    assert_eq!(check_mapping(&proof, &tlv(0x31, &[&info])), Ok(()));
    let mut other = info;
    let last = other.len() - 4;
    other[last] ^= 1;
    assert_eq!(check_mapping(&proof, &tlv(0x31, &[&other])), Err(Refusal::Clone));
}
