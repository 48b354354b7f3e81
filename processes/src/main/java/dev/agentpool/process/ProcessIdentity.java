package dev.agentpool.process;

import java.util.Objects;

/**
 * Which process it is, for good: a bare pid may be handed out again.
 *
 * @param pid the holder of the session, as the daemon sees it
 * @param startTicks when it started, in clock ticks since boot
 * @param bootId the boot of the machine it belongs to
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {
  public ProcessIdentity {
    Objects.requireNonNull(bootId, "bootId is null");
  }
}
