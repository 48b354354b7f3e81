package dev.agentpool.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a person is to be told who looks elsewhere. */
final class NotifyFlag {
  @Option(
      names = "--notify",
      description =
          "Tell you, outside of this terminal too, when something waits for you, and how it ended:"
              + " by the program AGENTPOOL_NOTIFY, a notice of your desktop, or the terminal's bell.")
  boolean notify;

  /** Null when nobody asked for it. */
  @Nullable Notices of(Surroundings here) {
    return notify ? new Notices(new Notifier(here)) : null;
  }
}
