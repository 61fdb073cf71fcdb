SELECT concat(toString(count()), '-', toString(groupBitXor(sipHash64(kind, project, id, changed_at)))) AS fingerprint
FROM documents FINAL
