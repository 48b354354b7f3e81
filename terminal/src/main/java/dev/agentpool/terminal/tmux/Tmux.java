package dev.agentpool.terminal.tmux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The tmux server of one session, over its socket in the session's folder: one terminal in it, and
 * what runs there. The server is a durable child like any agent: it lives on when the daemon dies,
 * is found by its folder, and ends with everything in it when the session is ended. Nothing of the
 * user's own tmux is read or touched. Thread-safe; every method blocks for some milliseconds.
 *
 * <p>All methods throw {@link TmuxException} when the server is gone or does not answer.
 */
public final class Tmux {
  /** The socket, within the session's folder. */
  private static final String SOCKET = "tmux";

  /** The longest path that every kernel takes for a socket. */
  private static final int LONGEST = 100;

  /** One name for all, since each has a server of its own; asked for exactly. */
  public static final String NAME = "agent";

  /** Of the one window's only pane. */
  public static final String PANE = NAME + ":0.0";

  private static final String TARGET = "=" + PANE;
  private static final int HISTORY = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String FACTS = "#{pane_width} #{pane_height} #{pane_dead} #{pane_title}";

  /** What every server begins with; a terminal keeps its size whoever looks at it. */
  private static final List<String> OPTIONS =
      Stream.of(
              "set-option -g history-limit " + HISTORY,
              "set-option -g remain-on-exit on",
              "set-option -g default-terminal screen-256color",
              "set-option -g status off",
              "set-option -s set-clipboard off",
              "set-option -s escape-time 50",
              "set-option -s focus-events on")
          .flatMap(option -> Stream.concat(Stream.of(option.split(" ")), Stream.of(";")))
          .toList();

  private final Path folder;
  private final Path program;
  private final Client client;
  private final ReentrantLock pasting = new ReentrantLock(); // a paste and its keys are one

  public Tmux(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
    this.client = new Client(program, folder);
  }

  static List<String> words(Path program) {
    return List.of(program.toString(), "-u", "-f", "/dev/null", "-S", SOCKET);
  }

  /**
   * The command of the server itself, which stays in the foreground and begins with no terminal.
   * Its socket's path is relative, so that no folder is too deep for it.
   */
  public static List<String> server(Path program, Path folder) {
    List<String> line =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "cd \"$1\" && shift && umask 077 && exec \"$@\"", "tmux"));
    line.add(folder.toString());
    line.addAll(words(program));
    line.add("-D");
    return line;
  }

  /** Whether the server is there. */
  public boolean answers() {
    try {
      client.run(PATIENCE, List.of("show-options", "-s", "exit-empty"));
      return true;
    } catch (TmuxException notYet) {
      return false;
    }
  }

  /**
   * Opens the terminal; what runs in it may end and still be seen.
   *
   * @param command each word as it is
   */
  public void open(Size size, Path directory, List<String> command) {
    List<String> words = new ArrayList<>(OPTIONS);
    words.addAll(
        List.of(
            "new-session",
            "-d",
            "-s",
            NAME,
            "-x",
            String.valueOf(size.columns()),
            "-y",
            String.valueOf(size.rows()),
            "-c",
            directory.toString(),
            "--"));
    words.addAll(command);
    client.run(PATIENCE, words);
    run("set-option", "-g", "window-size", "manual"); // before there is a window it is a crash
  }

  /** Runs another program in the same terminal, in place of the one that is there. */
  public void replace(Path directory, List<String> command) {
    List<String> words =
        new ArrayList<>(
            List.of("respawn-pane", "-k", "-t", TARGET, "-c", directory.toString(), "--"));
    words.addAll(command);
    client.run(PATIENCE, words);
  }

  /** Whether there is a terminal. */
  public boolean exists() {
    try {
      run("has-session", "-t", "=" + NAME);
      return true;
    } catch (TmuxException none) {
      return false;
    }
  }

  /** What it shows, with some of what scrolled out of sight. */
  public Shot shot(Duration patience) {
    String said =
        client.run(
            patience,
            List.of(
                "display-message",
                "-p",
                "-t",
                TARGET,
                FACTS,
                ";",
                "capture-pane",
                "-p",
                "-J",
                "-S",
                "-2000",
                "-t",
                TARGET));
    int end = said.indexOf('\n');
    String[] facts = said.substring(0, Math.max(0, end)).split(" ", 4);
    if (facts.length < 3) {
      throw new TmuxException("tmux did not tell what its terminal shows: " + said);
    }
    return new Shot(
        said.substring(end + 1),
        facts.length > 3 ? facts[3] : "",
        number(facts[0]),
        number(facts[1]),
        facts[2].equals("1"));
  }

  private static int number(String fact) {
    return fact.matches("\\d{1,6}") ? Integer.parseInt(fact) : 0;
  }

  /**
   * Pastes a text, in brackets where the program wants them, and forgets it. Nothing in it is a
   * key.
   */
  public void paste(String text) {
    byte[] bytes = PastedText.of(text).getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return;
    }
    pasting.lock();
    try {
      client.run(PATIENCE, List.of("load-buffer", "-b", NAME, "-"), bytes);
      run("paste-buffer", "-p", "-d", "-b", NAME, "-t", TARGET);
    } finally {
      pasting.unlock();
    }
  }

  /**
   * @throws IllegalArgumentException when one is no name of a key; none is pressed then
   */
  public void keys(List<String> keys) {
    List<String> words = new ArrayList<>(List.of("send-keys", "-t", TARGET));
    words.addAll(KeyNames.of(keys));
    client.run(PATIENCE, words);
  }

  /** By which a person sees and uses it. */
  public List<String> attachCommand() {
    String socket = folder.resolve(SOCKET).toString();
    List<String> attach =
        List.of(program.toString(), "-S", socket, "attach-session", "-t", "=" + NAME);
    return socket.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        ? attach
        : List.of(
            "env",
            "-C",
            folder.toString(),
            program.toString(),
            "-S",
            SOCKET,
            "attach-session",
            "-t",
            "=" + NAME);
  }

  /** Ends the server, and everything in it. */
  public void end() {
    run("kill-server");
  }

  private void run(String... words) {
    client.run(PATIENCE, List.of(words));
  }
}
