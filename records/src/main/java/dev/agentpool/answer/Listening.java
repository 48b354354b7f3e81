package dev.agentpool.answer;

/** A TCP port that is open. */
public record Listening(String url, int port) {}
