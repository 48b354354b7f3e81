package dev.agentpool.answer;

/** One live session. */
public record LiveSessionAnswer(LiveSessionInfo session) {}
