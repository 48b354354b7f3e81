package dev.agentpool.answer;

import java.util.Optional;

/**
 * A slot in few words.
 *
 * @param resident whether it keeps an agent's process
 */
public record SlotState(
    String id,
    String state,
    Optional<String> taskId,
    Optional<String> taskTitle,
    boolean resident) {}
