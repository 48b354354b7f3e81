package dev.agentpool.knowledge;

/** A pattern that an expert named worth keeping for good; curation names it on. */
public record Flag(String pattern, String reason, Origin origin) {}
