//! The own arithmetic against the libraries, and each curve against its definition.

use super::{
    integer::{Integer, bytes_of, integer, integer_of_hex},
    known::CURVES,
    library::Library,
    point::{Arithmetic, Point},
    weierstrass::Weierstrass,
    *,
};
use crate::random::Numbers;
use rand_core::Rng;

fn library(name: CurveName) -> Option<Box<dyn Arithmetic>> {
    let length = name.parameters().length();
    Some(match name {
        CurveName::P256 => Box::new(Library::<p256::NistP256>::new(length)),
        CurveName::P384 => Box::new(Library::<p384::NistP384>::new(length)),
        CurveName::P521 => Box::new(Library::<p521::NistP521>::new(length)),
        CurveName::Brainpool256 => Box::new(Library::<bp256::BrainpoolP256r1>::new(length)),
        CurveName::Brainpool384 => Box::new(Library::<bp384::BrainpoolP384r1>::new(length)),
        _ => return None,
    })
}

/// Scalars at which an error would show, and random ones.
fn scalars(curve: &Curve, count: usize) -> Vec<Integer> {
    let order = curve.order().value();
    let less = |number: u32| order.wrapping_sub(&Integer::from_u32(number));
    let mut scalars = vec![Integer::from_u8(1), Integer::from_u8(2), less(1), less(2)];
    let mut numbers = Numbers::new(7);
    let mut bytes = vec![0; curve.length() + 8];
    for _ in 0..count {
        numbers.fill_bytes(&mut bytes);
        scalars.push(curve.order().reduce(&bytes).retrieve());
    }
    scalars
}

#[test]
fn own_arithmetic_agrees_with_the_libraries() {
    for parameters in &CURVES {
        let Some(library) = library(parameters.name) else { continue };
        let own = Weierstrass::new(parameters);
        let curve = Curve::new(parameters.name);
        let mut point = curve.generator();
        for scalar in scalars(&curve, 60) {
            let product = own.multiply(&scalar, &point);
            assert!(product == library.multiply(&scalar, &point), "{:?}", parameters.name);
            let product = product.unwrap();
            assert!(own.add(&product, &point) == library.add(&product, &point));
            assert!(own.add(&point, &point) == library.add(&point, &point));
            let opposite = Point {
                x: product.x,
                y: integer_of_hex(parameters.prime).wrapping_sub(&product.y),
            };
            assert!(own.contains(&opposite) && library.contains(&opposite));
            assert!(own.add(&product, &opposite).is_none());
            assert!(library.add(&product, &opposite).is_none());
            let beside = Point { x: product.x.wrapping_add(&Integer::ONE), y: product.y };
            assert_eq!(own.contains(&beside), library.contains(&beside));
            point = product;
        }
    }
}

#[test]
fn each_generator_has_the_order_of_the_table() {
    for parameters in &CURVES {
        let own = Weierstrass::new(parameters);
        let curve = Curve::new(parameters.name);
        let generator = curve.generator();
        assert!(own.contains(&generator));
        let order = integer_of_hex(parameters.order);
        let before = own.multiply(&order.wrapping_sub(&Integer::ONE), &generator).unwrap();
        assert!(before.x == generator.x && before.y != generator.y);
        assert!(own.multiply(&order, &generator).is_none(), "{:?}", parameters.name);
    }
}

#[test]
fn two_sides_agree_in_every_group() {
    let mut numbers = Numbers::new(3);
    for id in [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] {
        let group = Group::of_pace(id).unwrap();
        let (a, b) = (group.secret(&mut numbers), group.secret(&mut numbers));
        let public = |secret| group.multiply(secret, &group.generator()).unwrap();
        let sent = group.decode(&group.encode(&public(&a))).unwrap();
        let agreed = group.multiply(&b, &sent).unwrap();
        assert!(agreed == group.multiply(&a, &public(&b)).unwrap(), "{id}");
        assert_eq!(group.shared(&agreed).len(), group.bits().div_ceil(8));
    }
    assert!(Group::of_pace(3).is_none() && Group::of_pace(7).is_none());
}

#[test]
fn points_beside_the_curve_and_other_encodings_are_refused() {
    for parameters in &CURVES {
        let curve = Curve::new(parameters.name);
        let encoded = curve.encode(&curve.generator());
        assert!(curve.decode(&encoded).is_some());
        for at in [1, encoded.len() - 1] {
            let mut beside = encoded.clone();
            beside[at] ^= 1;
            assert!(curve.decode(&beside).is_none(), "{:?}", parameters.name);
        }
        let compressed = [&[2 + (encoded[encoded.len() - 1] & 1)], &encoded[1..=curve.length()]];
        assert!(curve.decode(&compressed.concat()).is_none());
        assert!(curve.decode(&[0]).is_none() && curve.decode(&[]).is_none());
        let prime = integer_of_hex(parameters.prime);
        let beyond = Point { x: curve.generator().x.wrapping_add(&prime), ..curve.generator() };
        if beyond.x.bit_width_vartime() as usize <= curve.length() * 8 {
            assert!(curve.decode(&curve.encode(&beyond)).is_none());
        }
    }
}

#[test]
fn elements_outside_the_subgroup_are_refused() {
    let group = ModP::of_pace(0).unwrap();
    assert!(
        group.decode(&[0]).is_none()
            && group.decode(&[1]).is_none()
            && group.decode(&[2]).is_none()
    );
    assert!(group.decode(&group.bytes(&group.generator())).is_some());
}

#[test]
fn integers_keep_their_leading_zeros() {
    let number = integer(&[0, 0, 7]).unwrap();
    assert_eq!(bytes_of(&number, 3), [0, 0, 7]);
    assert!(integer(&[1; 73]).is_none());
}
