package dev.agentpool.testkit.model;

/**
 * A request by which a client asks something for itself, as a title for the session: it gets an
 * answer that the client can use, and takes no step of the script.
 */
record SideCall(String purpose, String answer) {}
