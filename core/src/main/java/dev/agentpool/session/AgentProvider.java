package dev.agentpool.session;

import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An agent CLI that agentpool knows how to drive. Thread-safe. */
public interface AgentProvider {
  /** As settings name it, for instance {@code claude}. */
  String name();

  /** What it can be asked for. */
  Capabilities capabilities();

  /**
   * What these settings ask for that this CLI cannot keep, a sentence each with what to do; a task
   * that asks for it is refused. Empty when it keeps all of them.
   *
   * @param settings all layers laid over each other
   */
  List<String> objections(Settings settings);

  /**
   * Whether it goes on with a conversation in another process, with these settings that it has no
   * objections to.
   *
   * @param settings all layers laid over each other
   */
  default boolean resumes(Settings settings) {
    return capabilities().resumes();
  }

  /**
   * Looks whether the CLI is there and usable, without a model call and in at most a few seconds.
   */
  Detection detect(SessionSpec spec);

  /** Whether it is logged in, as far as that shows without its vendor and without a secret read. */
  default LogIn logIn(SessionSpec spec) {
    return LogIn.UNKNOWN;
  }

  /**
   * Starts a session in a new folder, in whose file {@link Launch#FILE} it is written how before
   * the process begins, and waits until it is ready for a turn (or says why it never will be).
   * Blocks for some hundred milliseconds; call it on a virtual thread.
   *
   * @throws ProviderException when the CLI is missing, prints rubbish, exits at once, or does not
   *     answer in time; nothing is left behind then
   */
  AgentSession open(SessionSpec spec, Path folder) throws ProviderException;

  /**
   * How {@link #open} would launch this spec; starts and writes nothing.
   *
   * @throws ProviderException when the CLI is missing
   */
  Launch launch(SessionSpec spec) throws ProviderException;

  /**
   * Takes over the session of a daemon that is gone, by what its folder says of its launch; empty
   * when the folder holds none that was ever started. The turn that was under way, if any, is found
   * again by {@link AgentSession#resumeTurn}.
   *
   * @param toolDesk answers what the agent asks from now on
   */
  Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) throws ProviderException;

  /**
   * Ends whatever process was started in that folder, by this provider or another, and reads
   * nothing of what it said; harmless when there is none. For a session that cannot be taken over.
   */
  void endUnread(Path folder, Duration patience);

  /** What the CLI would run by itself in this directory, if it were let. */
  default OwnCommands commandsIn(Path directory) {
    return OwnCommands.NONE;
  }

  /** What a session of this spec would be given; starts and writes nothing. */
  default Gifts gifts(SessionSpec spec) {
    return Gifts.NONE;
  }
}
