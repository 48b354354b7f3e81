package dev.agentpool.config;

import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Another way to write {@code pool.toml} than agentpool's own, as other programs had it. */
public interface Dialect {
  /** There is no other. */
  Dialect NONE = _ -> Optional.empty();

  /**
   * The pool as its file describes it; empty when the file is not there or is not of this dialect.
   *
   * @param file that may be one
   * @throws ConfigException when it is, and cannot be used
   */
  Optional<Said> read(Path file);

  /**
   * What such a file says, in agentpool's words.
   *
   * @param name empty when it says none
   * @param slots how many tasks are to run at a time at least
   * @param settings of the whole pool
   * @param notices what a person should know of it: keys that nobody knows, and what was left out
   */
  record Said(String name, int slots, Settings settings, List<String> notices) {
    public Said {
      notices = List.copyOf(notices);
    }
  }
}
