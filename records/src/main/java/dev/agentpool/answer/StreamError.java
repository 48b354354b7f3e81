package dev.agentpool.answer;

/** Why a stream ends before what it tells of. */
public record StreamError(String code, String message) {}
