package dev.agentpool.answer;

import java.util.List;
import java.util.Optional;

/** How a person gets to a live session (spec control-plane 11.10). */
public record AttachInfo(
    String sessionId,
    String runtime,
    String attachCommand,
    List<String> argv,
    boolean canAttach,
    String attachKind,
    Optional<String> tmuxSession,
    Optional<String> paneTarget) {
  public AttachInfo {
    argv = List.copyOf(argv);
  }
}
