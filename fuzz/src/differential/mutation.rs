//! Changes of files: of bytes, and of whole TLV objects with the lengths around them kept right.

use document::tlv::{TlvReader, tlv};
use passport::Numbers;

/// A TLV object with its children, if it is constructed.
#[derive(Clone)]
enum Node {
    Constructed(u32, Vec<Node>),
    Primitive(u32, Vec<u8>),
    /// Bytes as they are.
    Raw(Vec<u8>),
}

/// A file with one to three changes.
pub fn changed(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=numbers.next() % 3 {
        bytes = match numbers.next() % 3 {
            0 => changed_bytes(&bytes, numbers),
            _ => changed_objects(&bytes, numbers),
        };
    }
    bytes
}

fn changed_bytes(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    if bytes.is_empty() {
        return bytes;
    }
    let at = numbers.next() as usize % bytes.len();
    match numbers.next() % 8 {
        0 => bytes.insert(at, numbers.next() as u8),
        1 => drop(bytes.remove(at)),
        2 => bytes.truncate(at),
        3 => bytes[at] = [0, 0x7f, 0x80, 0xff][numbers.next() as usize % 4],
        _ => bytes[at] ^= 1 << (numbers.next() % 8),
    }
    bytes
}

fn changed_objects(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let Some(mut nodes) = parse(file, 16) else { return changed_bytes(file, numbers) };
    let count = nodes.iter().map(size).sum::<usize>();
    if count > 0 {
        let mut wanted = numbers.next() as usize % count;
        change(&mut nodes, &mut wanted, numbers);
    }
    nodes.iter().flat_map(encode).collect()
}

/// The objects of `bytes`; none if they are no objects.
fn parse(bytes: &[u8], depth: usize) -> Option<Vec<Node>> {
    let depth = depth.checked_sub(1)?;
    let mut reader = TlvReader::new(bytes);
    let mut nodes = Vec::new();
    while !reader.is_empty() {
        let object = reader.read().ok()?;
        let is_constructed = object.whole[0] & 0x20 != 0;
        let children = if is_constructed { parse(object.value, depth) } else { None };
        nodes.push(match children {
            Some(children) => Node::Constructed(object.tag, children),
            None => Node::Primitive(object.tag, object.value.to_vec()),
        });
    }
    Some(nodes)
}

fn size(node: &Node) -> usize {
    match node {
        Node::Constructed(_, children) => 1 + children.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}

fn encode(node: &Node) -> Vec<u8> {
    match node {
        Node::Constructed(tag, children) => {
            tlv(*tag, &[&children.iter().flat_map(encode).collect::<Vec<_>>()])
        }
        Node::Primitive(tag, value) => tlv(*tag, &[value]),
        Node::Raw(bytes) => bytes.clone(),
    }
}

/// Changes the node with this number, in the order of the file. True once that is done.
fn change(nodes: &mut Vec<Node>, wanted: &mut usize, numbers: &mut Numbers) -> bool {
    for at in 0..nodes.len() {
        if *wanted == 0 {
            change_at(nodes, at, numbers);
            return true;
        }
        *wanted -= 1;
        if let Node::Constructed(_, children) = &mut nodes[at]
            && change(children, wanted, numbers)
        {
            return true;
        }
    }
    false
}

fn change_at(nodes: &mut Vec<Node>, at: usize, numbers: &mut Numbers) {
    let other = numbers.next() as usize % nodes.len();
    match numbers.next() % 10 {
        0 => nodes[at] = Node::Raw(indefinite(&encode(&nodes[at]))),
        1 => nodes[at] = Node::Raw(long_length(&encode(&nodes[at]))),
        2 => nodes.insert(other, nodes[at].clone()),
        3 => drop(nodes.remove(at)),
        4 => nodes.swap(at, other),
        5 => nodes.insert(at, Node::Primitive(0x05, Vec::new())),
        6 => nodes.insert(at + 1, Node::Constructed(0xa1, vec![Node::Primitive(0x02, vec![1])])),
        _ => match &mut nodes[at] {
            Node::Constructed(tag, _) => *tag ^= 1 << (numbers.next() % 8),
            Node::Primitive(_, value) => *value = changed_bytes(value, numbers),
            Node::Raw(bytes) => *bytes = changed_bytes(bytes, numbers),
        },
    }
}

/// The header of an object: where its length starts, and how long the header is.
fn header(object: &[u8]) -> (usize, usize) {
    let tag = if object[0] & 0x1f == 0x1f { 2 } else { 1 };
    let length = match object.get(tag) {
        Some(first @ 0x81..) => 1 + usize::from(first & 0x7f),
        _ => 1,
    };
    (tag.min(object.len()), (tag + length).min(object.len()))
}

/// With an indefinite length, if it is constructed.
fn indefinite(object: &[u8]) -> Vec<u8> {
    let (tag, start) = header(object);
    match object[0] & 0x20 {
        0 => long_length(object),
        _ => [&object[..tag], &[0x80], &object[start..], &[0, 0]].concat(),
    }
}

/// With a length in three bytes.
fn long_length(object: &[u8]) -> Vec<u8> {
    let (tag, start) = header(object);
    let length = (object.len() - start) as u16;
    [&object[..tag], &[0x82], &length.to_be_bytes(), &object[start..]].concat()
}
