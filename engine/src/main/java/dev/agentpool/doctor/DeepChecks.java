package dev.agentpool.doctor;

import dev.agentpool.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is tried out, not only looked at (spec control-plane 19.1). Takes some seconds. */
final class DeepChecks {
  private final Home home;
  private final Map<String, String> environment;

  /**
   * @param environment in which programs are looked for
   */
  DeepChecks(Home home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  List<Doctor.Trial> all() {
    List<Doctor.Trial> trials = new ArrayList<>();
    trials.add(terminal());
    trials.add(
        new Doctor.Trial(
            "terminal_control", true, null, "not selected: agentpool drives tmux alone"));
    trials.add(ledger());
    trials.add(writable(home.state().resolve("artifacts")));
    trials.add(
        Files.isReadable(home.ledger())
            ? new Doctor.Trial("usage_cache", true, home.ledger(), "kept in the ledger")
            : new Doctor.Trial("usage_cache", false, home.ledger(), "the ledger cannot be read"));
    Optional<Path> codexbar = Doctor.onPath(environment, "codexbar");
    trials.add(
        new Doctor.Trial(
            "codexbar",
            true,
            codexbar.orElse(null),
            codexbar.isPresent() ? "installed" : "not installed; nothing needs it"));
    return trials;
  }

  private Doctor.Trial terminal() {
    Optional<Path> tmux = Doctor.onPath(environment, "tmux");
    if (tmux.isEmpty()) {
      return new Doctor.Trial(
          "tmux_roundtrip",
          false,
          null,
          "tmux is not on the PATH: install it, for agent CLIs that speak nothing but a terminal");
    }
    String failure = TerminalTrial.failure(tmux.get());
    return new Doctor.Trial(
        "tmux_roundtrip",
        failure.isEmpty(),
        tmux.get(),
        failure.isEmpty() ? "a session came up, showed its line and was ended" : failure);
  }

  private Doctor.Trial ledger() {
    return new Doctor.Trial(
        "sqlite",
        Files.isWritable(home.ledger()),
        home.ledger(),
        Files.isWritable(home.ledger())
            ? "open, and this daemon's"
            : "not a file of this user's: is the ledger another database?");
  }

  private static Doctor.Trial writable(Path folder) {
    Path test = folder.resolve(".agentpool-write-test");
    @Nullable String failure = null;
    try {
      Files.createDirectories(folder);
      Files.writeString(test, "x");
      Files.delete(test);
    } catch (IOException e) {
      failure = "cannot be written: " + e;
    }
    return new Doctor.Trial(
        "artifact_root", failure == null, folder, failure == null ? "writable" : failure);
  }
}
