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

  private PaneScript() {}

  static void write(Path folder, Path directory, List<String> words) throws IOException {
    String line = words.stream().map(PaneScript::quoted).collect(Collectors.joining(" "));
    String prompt = quoted(folder.resolve(PROMPT).toString());
    String text =
        """
        unset TMUX TMUX_PANE TERM_PROGRAM TERM_PROGRAM_VERSION
        cd %s || exit 1
        if [ -e %s ]; then exec %s "$(cat %s)"; fi
        exec %s
        """
            .formatted(quoted(directory.toString()), prompt, line, prompt, line);
    own(folder.resolve(NAME), text);
  }

  /** The first prompt, which becomes the last word of the command line. */
  static void prompt(Path folder, String text) throws IOException {
    own(folder.resolve(PROMPT), text.replace("\u0000", ""));
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
