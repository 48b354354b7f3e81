package dev.agentpool.knowledge;

/** What the book says of an entry: which, and where it is from. */
record Attested(String key, Origin origin) {}
