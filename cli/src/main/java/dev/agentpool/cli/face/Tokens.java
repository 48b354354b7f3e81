package dev.agentpool.cli.face;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Inputs;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What opens the door: tokens from a file, the environment, or, less well, the command line. */
final class Tokens {
  private static final String BETTER =
      "--token-file FILE or the variable AGENTPOOL_TOKEN keeps it from other users' eyes";

  @Option(
      names = "--token",
      paramLabel = "T",
      split = ",",
      description =
          "What a client has to show; visible to all users of the machine while this runs.")
  List<String> given = new ArrayList<>();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Tokens, one a line (- is standard input); else AGENTPOOL_TOKEN.")
  @Nullable String file;

  /** At least one. */
  List<String> all(Surroundings here) {
    List<String> tokens = new ArrayList<>(given);
    if (!given.isEmpty()) {
      here.terminal()
          .say(Colour.YELLOW, "a token on the command line can be seen by others: " + BETTER);
    }
    if (file != null) {
      warnOfReaders(here, file);
      addLines(tokens, Inputs.file(here, file));
    }
    if (tokens.isEmpty()) {
      addLines(tokens, here.environment().getOrDefault("AGENTPOOL_TOKEN", ""));
    }
    if (tokens.isEmpty()) {
      throw CliException.usage(
          "serve needs a token: a TCP port is open to every user of this machine, and who reaches"
              + " it may run agents; "
              + BETTER
              + "; for instance: (umask 077; openssl rand -hex 24 > ~/.agent-pool/token)");
    }
    return tokens;
  }

  private static void addLines(List<String> tokens, String text) {
    for (String line : text.split("[\n,]", -1)) {
      if (!line.isBlank()) {
        tokens.add(line.strip());
      }
    }
  }

  private static void warnOfReaders(Surroundings here, String name) {
    Path path = here.directory().resolve(name);
    try {
      if (Files.isRegularFile(path)
          && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ)) {
        here.terminal().say(Colour.YELLOW, "others may read " + path + ": chmod 600 it");
      }
      Path home = here.daemon().home().root();
      if (Files.isRegularFile(path) && !path.toRealPath().startsWith(home.toRealPath())) {
        here.terminal()
            .say(
                Colour.YELLOW,
                "agents can read "
                    + path
                    + ", and with the token do here what you can: keep it in "
                    + home
                    + ", which walls hide from them");
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // it is read anyway, and that says what is wrong
    }
  }
}
