package dev.agentpool.answer;

/**
 * What can be done with a live session.
 *
 * @param attachKind {@code interactive} for a terminal, {@code view} for a protocol
 */
public record LiveControl(
    boolean canCaptureScreen,
    boolean canSendMessage,
    boolean canSendKeys,
    boolean canInterrupt,
    boolean canAttach,
    String attachKind,
    String initialPromptMode) {}
