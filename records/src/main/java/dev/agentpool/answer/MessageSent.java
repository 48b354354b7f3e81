package dev.agentpool.answer;

/** A message that waits in an inbox now. */
public record MessageSent(String messageId, boolean senderVerified) {}
