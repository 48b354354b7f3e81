package dev.agentpool.expert;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where what belongs to one expert lies.
 *
 * @param knowledge the folder of {@code identity.md}, {@code state.md} and {@code errors.md}
 * @param overlay the project's own {@code state.md} of an expert that pools share; null for others
 */
public record ExpertPlace(
    ExpertName name, Path knowledge, Path inbox, Path logs, @Nullable Path overlay) {
  public Path identity() {
    return knowledge.resolve("identity.md");
  }

  public Path state() {
    return knowledge.resolve("state.md");
  }

  public Path errors() {
    return knowledge.resolve("errors.md");
  }

  /** Empty unless pools share the expert. */
  public Optional<Path> projectState() {
    return Optional.ofNullable(overlay);
  }

  public boolean isShared() {
    return overlay != null;
  }

  /** The folders that a pool makes for it: not that of a person's own knowledge. */
  List<Path> folders() {
    return List.of(inbox, logs);
  }
}
