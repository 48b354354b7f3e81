package dev.agentpool.expert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What lies where in the folder of an expert pool (spec expert-pool 2).
 *
 * @param root the pool's folder, mostly {@code PROJECT/.agent-pool}
 * @param user where a person keeps the experts that pools share, mostly {@code
 *     ~/.agent-pool/experts}
 */
public record PoolLayout(Path root, Path user) {
  private static final String INBOX = "inbox";
  private static final String LOGS = "logs";

  public PoolLayout {
    root = root.toAbsolutePath();
    user = user.toAbsolutePath();
  }

  /** With the shared experts where the old program has them. */
  public static PoolLayout of(Path root, Path home) {
    return new PoolLayout(root, home.resolve(".agent-pool").resolve("experts"));
  }

  public Path poolFile() {
    return root.resolve("pool.toml");
  }

  public Path taskBoard() {
    return root.resolve("taskboard.json");
  }

  public Path daemonLog() {
    return root.resolve("daemon.log");
  }

  public Path postoffice() {
    return root.resolve("postoffice");
  }

  /** Where mail goes that cannot be delivered, each with the reason beside it. */
  public Path deadLetters() {
    return postoffice().resolve("dead");
  }

  public Path contracts() {
    return root.resolve("contracts");
  }

  public Path formulas() {
    return root.resolve("formulas");
  }

  public Path approvals() {
    return root.resolve("approvals");
  }

  public Path verifications() {
    return root.resolve(Role.ARCHITECT.word()).resolve("verifications");
  }

  /** Of an expert of this pool alone, or of a role. */
  public ExpertPlace place(ExpertName name) {
    Path own =
        name.role().isPresent()
            ? root.resolve(name.value())
            : root.resolve("experts").resolve(name.value());
    return new ExpertPlace(name, own, own.resolve(INBOX), own.resolve(LOGS), null);
  }

  /** Of an expert that pools share: it knows everywhere the same, but works in each pool apart. */
  public ExpertPlace sharedPlace(ExpertName name) {
    Path here = root.resolve("shared-state").resolve(name.value());
    return new ExpertPlace(
        name,
        user.resolve(name.value()),
        here.resolve(INBOX),
        here.resolve(LOGS),
        here.resolve("state.md"));
  }

  /** Makes the folders that a pool has; what is there already stays. */
  public void prepare(Collection<ExpertName> experts, Collection<ExpertName> shared)
      throws IOException {
    for (Path folder :
        List.of(postoffice(), contracts(), approvals(), formulas(), verifications())) {
      Files.createDirectories(folder);
    }
    prepare(place(Role.ARCHITECT.expert()));
    prepare(place(Role.RESEARCHER.expert()));
    Files.createDirectories(place(Role.CONCIERGE.expert()).inbox());
    for (ExpertName expert : experts) {
      prepare(place(expert));
    }
    for (ExpertName expert : shared) {
      prepare(sharedPlace(expert));
    }
  }

  private static void prepare(ExpertPlace place) throws IOException {
    for (Path folder : place.folders()) {
      Files.createDirectories(folder);
    }
  }
}
