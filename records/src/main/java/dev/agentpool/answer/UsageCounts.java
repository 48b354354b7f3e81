package dev.agentpool.answer;

/** How many providers of a summary are what; of the four states only these are counted. */
public record UsageCounts(
    int total,
    int usable,
    int unusable,
    int available,
    int nearLimit,
    int limitReached,
    int unknown,
    int unavailable) {}
