package dev.agentpool.process;

import dev.agentpool.process.ProcessException.Code;
import dev.agentpool.walls.Ability;
import dev.agentpool.walls.Bubblewrap;
import dev.agentpool.walls.Wall;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Starts processes, all from one permanent platform thread.
 *
 * <p>A session is three processes around the agent: {@code unshare}, which holds the PID namespace
 * and is the session's <em>holder</em>; a shell, the namespace's first process, which runs the
 * agent and writes its exit code; and the <em>keeper</em>, a shell that holds the write end of the
 * input, so that the agent sees no end of input between two messages, or when the daemon dies. The
 * keeper waits in the opening of a second FIFO: opening that one for writing lets it go, and the
 * agent reads the end. No pipe leads to the daemon. Without namespaces the shell is the holder.
 *
 * <p>Behind a wall the agent has two more above it, bubblewrap and its init, and a PID namespace in
 * that of the session: the shell, the keeper and the session's folder are outside of the wall.
 *
 * <p>If the first process of the namespace is killed with -9 from outside, no one is left in it to
 * write the exit code, and {@code unshare} does not pass the signal on: the host then says what it
 * knows, see {@link DurableChild}.
 */
final class Launcher implements AutoCloseable {

  /**
   * {@code $1} is the folder, the rest is the command. Names are odd so that no variable of the
   * agent is touched.
   */
  private static final String RUN =
      """
      "$@"
      _agentpool_code=$?
      """;

  private static final String WRITE_EXIT =
      """
      echo "$_agentpool_code" >"$_agentpool_folder/exit"
      exit "$_agentpool_code"
      """;

  private static final String FILE_SCRIPT =
      """
      _agentpool_folder=$1; shift
      trap : TERM
      """
          + RUN
          + WRITE_EXIT;

  private static final String FIFO_SCRIPT =
      """
      _agentpool_folder=$1; shift
      trap : TERM
      exec 8>"$_agentpool_folder/in"
      { read -r _agentpool_word <"$_agentpool_folder/in.close"; } </dev/null >/dev/null 2>&1 &
      _agentpool_keeper=$!
      exec 8>&-
      """
          + RUN
          + """
          kill "$_agentpool_keeper" 2>/dev/null
          """
          + WRITE_EXIT;

  private static final List<String> NAMESPACE =
      List.of("--pid", "--fork", "--kill-child", "--mount-proc");
  private static final List<String> USER = List.of("--user", "--map-current-user");

  private final ExecutorService spawner =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("agentpool-spawn").factory());
  private final CompletableFuture<Confinement> confinement;
  private final CompletableFuture<Ability> walls;

  Launcher(HostSettings settings) {
    Confinement forced = settings.confinement();
    confinement =
        forced != null
            ? CompletableFuture.completedFuture(forced)
            : CompletableFuture.supplyAsync(Launcher::tryConfinements, spawner);
    walls = confinement.thenApplyAsync(held -> tryWalls(settings.bubblewrap(), held), spawner);
  }

  Confinement confinement() {
    return known(confinement);
  }

  Ability walls() {
    return known(walls);
  }

  private static <T> T known(CompletableFuture<T> tried) {
    try {
      return tried.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof ProcessException known
          ? known
          : new IllegalStateException(failure);
    }
  }

  /** Spawns the holder; returns as soon as it runs. */
  Process spawn(LaunchSpec spec, Path program, SessionFolder folder, String marker) {
    List<String> line = new ArrayList<>(List.of(tool("setsid")));
    addHolder(line, confinement());
    boolean fifo = spec.input() instanceof Input.Fifo;
    line.addAll(
        List.of(
            tool("sh"),
            "-c",
            fifo ? FIFO_SCRIPT : FILE_SCRIPT,
            "agentpool-session",
            folder.path().toString()));
    line.addAll(words(spec, program));

    ProcessBuilder builder = new ProcessBuilder(line).directory(spec.workingDirectory().toFile());
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    builder.environment().put(ProcessTable.MARKER, marker);
    builder.redirectOutput(Redirect.appendTo(folder.out().toFile()));
    builder.redirectError(Redirect.appendTo(folder.err().toFile()));
    return switch (spec.input()) {
      case Input.FromFile(Path file) ->
          onSpawnThread(() -> builder.redirectInput(file.toFile()).start());
      case Input.Fifo() -> onSpawnThread(() -> startWithFifo(builder, folder));
    };
  }

  /** The command itself, with its wall before it. */
  List<String> words(LaunchSpec spec, Path program) {
    List<String> words = new ArrayList<>();
    Wall wall = spec.wall();
    if (wall != null) {
      words.addAll(bubblewrap().words(wall));
    }
    words.add(program.toString());
    words.addAll(spec.command().subList(1, spec.command().size()));
    return words;
  }

  /**
   * A FIFO opens for reading only while a writer has it open: that is us, for the moment of the
   * spawn. From then on the holder has the read end, so nothing that is written early is lost.
   */
  private static Process startWithFifo(ProcessBuilder builder, SessionFolder folder)
      throws IOException {
    int fd = Native.open(folder.in(), Native.O_RDWR | Native.O_NONBLOCK);
    if (fd < 0) {
      throw new IOException("cannot open " + folder.in() + ": errno " + -fd);
    }
    try {
      return builder.redirectInput(folder.in().toFile()).start();
    } finally {
      Native.close(fd);
    }
  }

  private Process onSpawnThread(Callable<Process> start) {
    Future<Process> spawning;
    try {
      spawning = spawner.submit(start);
    } catch (RejectedExecutionException closed) {
      throw new ProcessException(
          Code.HOST_CLOSED, "the process host is closed: nothing can be started", closed);
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return spawning.get(); // a spawn cannot be taken back half way: an interrupt waits for it
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failure) {
      throw Failures.of(
          "cannot start the child", failure.getCause() == null ? failure : failure.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Bubblewrap bubblewrap() {
    return switch (walls()) {
      case Ability.Stands stands -> stands.bubblewrap();
      case Ability.Falls falls ->
          throw new ProcessException(
              Code.TOOL_MISSING,
              "walls cannot stand here: " + falls.why() + "; " + falls.advice(),
              null);
    };
  }

  private static void addHolder(List<String> line, Confinement confinement) {
    switch (confinement) {
      case PID_NAMESPACE -> addUnshare(line, List.of());
      case PID_NAMESPACE_USER -> addUnshare(line, USER);
      case MARKER_SWEEP -> {}
    }
  }

  private static void addUnshare(List<String> line, List<String> more) {
    line.add(tool("unshare"));
    line.addAll(more);
    line.addAll(NAMESPACE);
  }

  private static Confinement tryConfinements() {
    if (works(List.of())) {
      return Confinement.PID_NAMESPACE;
    }
    return works(USER) ? Confinement.PID_NAMESPACE_USER : Confinement.MARKER_SWEEP;
  }

  private static boolean works(List<String> more) {
    List<String> line = new ArrayList<>();
    try {
      addUnshare(line, more);
      line.addAll(List.of(tool("sh"), "-c", "test $$ = 1"));
    } catch (ProcessException unavailable) {
      return false;
    }
    return Trial.of(line).isEmpty();
  }

  /** A wall is put up as it would be for a session, with a user namespace if that can be. */
  private static Ability tryWalls(String name, Confinement confinement) {
    String program;
    try {
      program = tool(name);
    } catch (ProcessException missing) {
      return new Ability.Falls(
          "bwrap is not installed", "install it (package bubblewrap), then restart the daemon");
    }
    String why = "";
    for (boolean userNamespace : List.of(true, false)) {
      Bubblewrap bubblewrap = new Bubblewrap(program, userNamespace);
      List<String> line = new ArrayList<>();
      addHolder(line, confinement);
      line.addAll(bubblewrap.words(Wall.bare()));
      line.addAll(List.of(tool("sh"), "-c", "test ! -w /etc && test -w /tmp && test $$ = 2"));
      String said = Trial.of(line);
      if (said.isEmpty()) {
        return new Ability.Stands(bubblewrap);
      }
      why = why.isEmpty() ? said : why;
    }
    return new Ability.Falls(
        "bwrap cannot build walls here (" + why + ")",
        "allow user namespaces (sysctl kernel.unprivileged_userns_clone, user.max_user_namespaces;"
            + " on Ubuntu also kernel.apparmor_restrict_unprivileged_userns), then restart the"
            + " daemon");
  }

  private static String tool(String name) {
    try {
      String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/bin:/bin";
      return CommandPath.resolve(name, Map.of("PATH", path), Path.of("/")).toString();
    } catch (ProcessException missing) {
      throw new ProcessException(
          Code.TOOL_MISSING, "sessions need " + name + " (util-linux, sh): install it", missing);
    }
  }

  @Override
  public void close() {
    spawner.shutdown();
  }
}
