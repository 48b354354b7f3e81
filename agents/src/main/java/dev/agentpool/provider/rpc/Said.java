package dev.agentpool.provider.rpc;

/**
 * What the agent has said and done in its turn so far.
 *
 * @param last after the last use of a tool
 * @param all of the turn
 * @param tools how many it used
 */
public record Said(String last, String all, int tools) {}
