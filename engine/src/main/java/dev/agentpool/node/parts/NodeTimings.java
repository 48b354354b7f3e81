package dev.agentpool.node.parts;

import java.time.Duration;

/**
 * How patient a node is.
 *
 * @param lease how long a claim is good without renewal
 * @param interruptPatience between a protocol interrupt and the end of the process
 * @param endPatience between SIGTERM and SIGKILL
 * @param resetPatience for a confirmed reset
 * @param ledgerRetry between tries while the ledger cannot write, at least 5 s outside tests
 */
public record NodeTimings(
    Duration lease,
    Duration interruptPatience,
    Duration endPatience,
    Duration resetPatience,
    Duration ledgerRetry) {
  public static final NodeTimings STANDARD =
      new NodeTimings(
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));
}
