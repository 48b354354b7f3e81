package dev.agentpool.provider.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What runs in a session's terminal: a script of the session's folder, since a command line that is
 * handed to tmux may not be long. The agent is not told of the tmux around it.
 */
final class PaneScript {
  private static final String NAME = "agent.sh";
  private static final String PROMPT = "prompt";
  private static final String ENDED = "agent.ended";

  /**
   * Seconds. When the first program of a terminal ends, the kernel throws away what it wrote last
   * and nobody has read yet; so that program is this script, and it ends a little after the agent.
   */
  private static final String LAST_WORDS = "0.3";

  private PaneScript() {}

  static void write(Path folder, Path directory, List<String> words) throws IOException {
    String line = words.stream().map(PaneScript::quoted).collect(Collectors.joining(" "));
    String prompt = quoted(folder.resolve(PROMPT).toString());
    String mark = quoted(folder.resolve(ENDED).toString());
    String text =
        """
        unset TMUX TMUX_PANE TERM_PROGRAM TERM_PROGRAM_VERSION
        cd %s || exit 1
        rm -f %s
        trap : INT QUIT
        if [ -e %s ]; then %s "$(cat %s)"; else %s; fi
        ended=$?
        : >%s
        sleep %s
        exit $ended
        """
            .formatted(
                quoted(directory.toString()), mark, prompt, line, prompt, line, mark, LAST_WORDS);
    own(folder.resolve(NAME), text);
  }

  /** The first prompt, which becomes the last word of the command line. */
  static void prompt(Path folder, String text) throws IOException {
    own(folder.resolve(PROMPT), text.replace("\u0000", ""));
  }

  /** Whether the agent has ended; its terminal follows. */
  static boolean hasEnded(Path folder) {
    return Files.exists(folder.resolve(ENDED));
  }

  static List<String> command(Path folder) {
    return List.of("/bin/sh", folder.resolve(NAME).toString());
  }

  private static void own(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
