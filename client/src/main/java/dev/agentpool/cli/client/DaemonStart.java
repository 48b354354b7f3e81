package dev.agentpool.cli.client;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Starts the daemon, in a session of its own, and waits until it answers. Two starts at once are
 * fine: the daemon's own lock lets one live, and both callers then find that one.
 *
 * @param image the installed program's directory, or null when this was not started by the launcher
 * @param java the java executable for the daemon
 */
public record DaemonStart(
    @Nullable Path image, String java, Map<String, String> environment, Duration deadline) {
  private static final int TAIL = 2_000;

  /**
   * Returns when the daemon answers; throws {@link CliException} with the end of its log when it
   * does not.
   */
  void start(DaemonHome home) {
    start(home, List.of());
  }

  /**
   * The same for a daemon that takes over what one left that is gone, only to end it: the next
   * request to it is to stop.
   */
  void startToStop(DaemonHome home) {
    start(home, List.of("--to-stop"));
  }

  private void start(DaemonHome home, List<String> arguments) {
    if (isAskedByItsAgent(home)) {
      awaitAnother(home);
      return;
    }
    if (!environment.containsKey("AGENT_POOL_HOME") && Sessions.isInsideOne()) {
      throw CliException.machine(
          "this runs inside a session of agentpool, and no daemon of its own is started there: work"
              + " that it hands out belongs to its task. The daemon of the session is not the one"
              + " of "
              + home.root()
              + ": keep AGENTPOOL_DAEMON_HOME, AGENTPOOL_SOCKET and AGENTPOOL_SLOT_TOKEN as they"
              + " are");
    }
    Path script = script();
    Path log = prepared(home);
    try (StartLock _ = StartLock.take(home, deadline)) {
      if (answers(home.socket())) {
        return; // whoever held the lock has started it
      }
      long before = Files.exists(log) ? Files.size(log) : 0;
      List<String> command = new ArrayList<>(List.of("setsid", script.toString()));
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder
          .environment()
          .put(
              "AGENT_POOL_HOME",
              home.root().toString()); // a relative one would mean another place there
      builder.environment().put("AGENTPOOL_JAVA", java);
      builder.directory(home.state().toFile());
      builder.redirectInput(new File("/dev/null"));
      builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      awaitAnswer(builder.start(), home, log, before);
    } catch (IOException e) {
      throw CliException.machine("cannot start the daemon: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted while the daemon started");
    }
  }

  /** An agent's processes see no others and end with its session: no daemon may be among them. */
  private boolean isAskedByItsAgent(DaemonHome home) {
    return home.root().toString().equals(environment.get("AGENTPOOL_DAEMON_HOME"));
  }

  private void awaitAnother(DaemonHome home) {
    Patience patience = new Patience(deadline);
    while (!answers(home.socket())) {
      if (patience.isOver()) {
        throw CliException.machine(
            "no daemon is running, and what an agent in a slot runs cannot start it: a command"
                + " outside of the pool does, such as agentpool start");
      }
      Patience.pauseOrGiveUp("the daemon");
    }
  }

  private void awaitAnswer(Process process, DaemonHome home, Path log, long before)
      throws IOException, InterruptedException {
    Patience patience = new Patience(deadline);
    while (!answers(home.socket())) {
      if (!process.isAlive() && process.exitValue() != 0) {
        throw CliException.machine(
            "the daemon did not start (exit "
                + process.exitValue()
                + "); its log "
                + log
                + " ends with:\n"
                + tail(log, before));
      }
      if (patience.isOver()) {
        throw CliException.machine(
            silent(home) + "; its log " + log + " ends with:\n" + tail(log, before));
      }
      Patience.pauseBeside(process); // which is gone when another start won
    }
  }

  private String silent(DaemonHome home) {
    OptionalLong holder = new DaemonTraces(home).lockHolder();
    return "the daemon does not answer on "
        + home.socket()
        + " after "
        + deadline.toSeconds()
        + " s"
        + (holder.isPresent()
            ? "; it is process "
                + holder.getAsLong()
                + ": if it stays so, end it with kill "
                + holder.getAsLong()
                + " and try again (its agents go on, and the next daemon takes them over)"
            : "");
  }

  /**
   * Waits for a daemon that starts or serves without a socket; false when there is none. Throws,
   * with its pid, when it does not answer in time.
   */
  boolean awaitStarting(DaemonHome home) {
    DaemonTraces traces = new DaemonTraces(home);
    Patience patience = new Patience(deadline);
    try (StartLock _ = StartLock.take(home, deadline)) {
      while (!answers(home.socket())) {
        if (traces.lockHolder().isEmpty()) {
          return false;
        }
        if (patience.isOver()) {
          throw CliException.machine(silent(home));
        }
        Patience.pause();
      }
      return true;
    } catch (IOException e) {
      throw CliException.machine("cannot look for the daemon: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted while waiting for the daemon");
    }
  }

  private static boolean answers(Path socket) {
    try (Connection connection = Connection.open(socket)) {
      connection.send("GET", "/health", null);
      return connection.status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Path script() {
    if (image == null) {
      throw CliException.machine(
          "no daemon is running, and this process cannot start one: use the agentpool launcher");
    }
    Path script = image.resolve("libexec").resolve("daemon");
    if (!Files.isExecutable(script)) {
      throw CliException.machine(
          "cannot start the daemon: " + script + " is missing or not executable");
    }
    return script;
  }

  private static Path prepared(DaemonHome home) {
    try {
      if (!Files.isDirectory(home.state())) {
        Files.createDirectories(home.root());
        Files.createDirectories(
            home.state(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.isWritable(home.state())) {
        throw new IOException("permission denied");
      }
      return home.log();
    } catch (IOException e) {
      throw CliException.machine(
          "cannot write to "
              + home.state()
              + " ("
              + e
              + "); set AGENT_POOL_HOME to a directory of yours");
    }
  }

  private static String tail(Path log, long before) throws IOException {
    if (!Files.exists(log)) {
      return "(nothing)";
    }
    byte[] bytes = Files.readAllBytes(log);
    int from = (int) Math.max(Math.min(before, bytes.length), (long) bytes.length - TAIL);
    String text = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "(nothing)" : text;
  }
}
