package dev.agentpool.answer;

/** How many leases were let go of. */
public record Released(int released) {}
