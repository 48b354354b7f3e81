package dev.agentpool.workspace.git;

import dev.agentpool.time.Pause;
import dev.agentpool.workspace.WorkspaceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs git as a child process: an argument list and never a shell, a scrubbed environment, a time
 * limit, bounded output. Thread-safe; may be called from virtual threads (pipes are read on
 * platform threads).
 */
final class Git implements AutoCloseable {
  private static final int OUTPUT_BOUND = 8 << 20;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final String program;
  private final Map<String, String> environment;
  private final Duration limit;
  private final ConfigFiles configs;
  private final Pause pause;
  private final Clock clock;
  private final RefUpdates refUpdates;

  /**
   * @param program the name or path of git
   * @param environment the daemon's own environment; it is scrubbed here
   * @param limit how long one command may take
   * @param pause how time passes before what another git is in the way of is tried again
   * @param clock the machine's time, which files are stamped with
   */
  Git(String program, Map<String, String> environment, Duration limit, Pause pause, Clock clock) {
    this(program, limit, GitEnvironment.scrub(environment), new ConfigFiles(), pause, clock);
  }

  private Git(
      String program,
      Duration limit,
      Map<String, String> scrubbed,
      ConfigFiles configs,
      Pause pause,
      Clock clock) {
    this.program = program;
    this.configs = configs;
    this.pause = pause;
    this.clock = clock;
    this.environment = Map.copyOf(scrubbed);
    this.limit = limit;
    this.refUpdates = new RefUpdates(this);
  }

  /** The same git, in which the configuration says who commits. */
  Git asTheUser() {
    return new Git(
        program, limit, GitEnvironment.withoutIdentity(environment), configs, pause, clock);
  }

  /** The same git, which runs the hooks that are configured; only where their user wishes it. */
  Git withHooks() {
    return new Git(program, limit, GitEnvironment.withHooks(environment), configs, pause, clock);
  }

  /** The same git, of which each command may take so long, with more in its environment. */
  Git within(Duration time, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new Git(program, time, all, configs, pause, clock);
  }

  Pause pause() {
    return pause;
  }

  Clock clock() {
    return clock;
  }

  /** Ends what is kept of it between two commands. */
  @Override
  public void close() {
    refUpdates.close();
  }

  /** Configurations that were read by it. */
  ConfigFiles configs() {
    return configs;
  }

  /** Changes of branches by one git for many. */
  RefUpdates refUpdates() {
    return refUpdates;
  }

  /** The scrubbed environment, as its commands get it. */
  Map<String, String> environment() {
    return environment;
  }

  /**
   * Runs one command to its end. A bad exit code is a result; not starting and not ending are
   * exceptions.
   */
  GitResult run(List<String> arguments, String input) {
    String command = String.join(" ", arguments);
    Process process = start(arguments, Redirect.PIPE);
    Drain out = new Drain(process.getInputStream(), "git-out");
    Drain err = new Drain(process.getErrorStream(), "git-err");
    try {
      write(process, input);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw WorkspaceException.ofMachine(
            "git "
                + command
                + ": not done after "
                + limit.toSeconds()
                + " s and ended; is the disk very slow?",
            null);
      }
      return new GitResult(command, process.exitValue(), out.text(), err.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WorkspaceException.ofMachine("git " + command + ": interrupted", e);
    } finally {
      end(process);
    }
  }

  /**
   * Starts one that whoever calls speaks with and ends.
   *
   * @param errors where its standard error goes
   */
  Process start(List<String> arguments, Redirect errors) {
    List<String> words = new ArrayList<>(arguments.size() + 1);
    words.add(program);
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot start git for '"
              + String.join(" ", arguments)
              + "': "
              + e.getMessage()
              + "; install git "
              + GitVersion.OLDEST
              + " or newer and have it on the PATH, or set workspace = \"shared\"",
          e);
    }
  }

  private static void write(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // git ended before it read everything; its exit code tells why
    }
  }

  /** SIGTERM first: git then removes its lock files. */
  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads a pipe to its end on a platform thread and keeps the first part. */
  private static final class Drain {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;

    Drain(InputStream from, String name) {
      thread = Thread.ofPlatform().name(name).daemon().start(() -> drain(from));
    }

    private void drain(InputStream from) {
      byte[] buffer = new byte[8192];
      try (from) {
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
          synchronized (kept) {
            kept.write(buffer, 0, Math.min(n, OUTPUT_BOUND - kept.size()));
          }
        }
      } catch (IOException e) {
        // the child is gone; what came is what there is
      }
    }

    String text() throws InterruptedException {
      thread.join(GRACE); // a grandchild may hold the pipe
      synchronized (kept) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
