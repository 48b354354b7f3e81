package dev.agentpool.answer;

/** A step of a chain, as the router laid it out. */
public record RouteStep(String name, String prompt) {}
