package dev.agentpool.expert;

import dev.agentpool.paper.FileProblem;
import dev.agentpool.paper.TomlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads a {@code pool.toml} in the dialect of expert pools (spec expert-pool 3). What is unknown in
 * it is told and does no harm; a wrong type is an error, as it always was.
 */
public final class ExpertPoolFile {
  /** Tables by which the dialect is known. */
  static final List<String> OWN_TABLES =
      List.of(
          "pool",
          "experts",
          "architect",
          "researcher",
          "concierge",
          "shared",
          "defaults",
          "curation");

  private ExpertPoolFile() {}

  /** Whether a file speaks this dialect; one that is not there or no TOML does not. */
  public static boolean isOne(Path file) {
    try {
      Set<String> tables = TomlText.read(file).root().keys();
      return OWN_TABLES.stream().anyMatch(tables::contains);
    } catch (TomlText.Unusable e) {
      return false;
    }
  }

  public static ExpertPool read(Path file) throws UnreadablePool {
    try {
      TomlText text = TomlText.read(file);
      PoolReader reader = new PoolReader(text);
      ExpertPool pool = reader.pool();
      text.throwErrors();
      String invalid = reader.invalidShared(pool);
      if (!invalid.isEmpty()) {
        throw new UnreadablePool("validating " + file, List.of(new FileProblem(0, invalid)));
      }
      return pool;
    } catch (TomlText.Unusable e) {
      throw new UnreadablePool((e.isUnread() ? "reading " : "parsing ") + file, e.problems());
    }
  }
}
