package dev.agentpool.node.slot;

import dev.agentpool.machine.DiskRoom;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether it is this machine's state that ended an attempt: a full disk, no files, processes or
 * memory left. That is nobody's fault, and passes.
 */
final class MachineRoom {
  private static final Set<OutcomeCode> MAY_BE_THE_MACHINES =
      Set.of(
          OutcomeCode.CRASHED,
          OutcomeCode.STALLED,
          OutcomeCode.PROVIDER_UNUSABLE,
          OutcomeCode.WORKSPACE_FAILED,
          OutcomeCode.PROJECT_UNUSABLE);
  private static final Pattern FILES =
      Pattern.compile("Too many open files|\\berror=2[34]\\b|\\berrno 2[34]\\b");
  private static final Pattern WAS_FULL =
      Pattern.compile("could not be written: no space was left on the disk");
  private static final Pattern READ_ONLY = Pattern.compile("Read-only file system");
  private static final Pattern PROCESSES =
      Pattern.compile(
          "Resource temporarily unavailable|Cannot allocate memory|\\berror=1[12]\\b"
              + "|\\berrno 1[12]\\b|unable to create native thread");

  private MachineRoom() {}

  /** What the machine had not, for people; empty when the outcome is not its. */
  static Optional<String> missing(Outcome outcome, Path state) {
    if (!MAY_BE_THE_MACHINES.contains(outcome.code())) {
      return Optional.empty();
    }
    if (DiskRoom.isFull(state)) {
      return Optional.of("the disk is full");
    }
    if (WAS_FULL.matcher(outcome.message()).find()) {
      return Optional.of("the disk was full");
    }
    if (READ_ONLY.matcher(outcome.message()).find() && !Files.isWritable(state)) {
      return Optional.of("the state of agentpool in " + state + " cannot be written");
    }
    if (FILES.matcher(outcome.message()).find()) {
      return Optional.of(
          "no more files can be opened (raise the limit of open files, ulimit -n, for the daemon)");
    }
    if (PROCESSES.matcher(outcome.message()).find()) {
      return Optional.of("no more processes can be started, or there is no memory for them");
    }
    return Optional.empty();
  }
}
