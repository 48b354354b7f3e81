package dev.agentpool.contract;

import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.Rfc3339;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Earlier versions of contracts, {@code history/ID/vN.md}. A text that was once kept is never
 * replaced by another: a second one of the same version, as an edit by hand makes, is kept beside
 * it.
 */
final class ContractHistory {
  private final Path folder;

  ContractHistory(Path folder) {
    this.folder = folder;
  }

  void keep(Contract version) throws IOException {
    Path own = Files.createDirectories(folder.resolve(version.id().value()));
    String text = ContractText.compose(version, Rfc3339.NEVER);
    Path file = own.resolve("v" + version.version() + ".md");
    for (int n = 2; Files.exists(file); n++) {
      if (Files.readString(file).equals(text)) {
        return; // kept before a crash that kept the next version from being written
      }
      file = own.resolve("v" + version.version() + "-" + n + ".md");
    }
    DurableFile.create(file, text);
  }

  /** By version, of twins the one that was last kept; what is no contract is left out. */
  List<Contract> of(ContractId id) throws IOException {
    Path own = folder.resolve(id.value());
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(own)) {
      files =
          all.filter(file -> file.getFileName().toString().endsWith(".md"))
              .sorted(
                  Comparator.comparing((Path file) -> file.toString().length())
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
    }
    List<Contract> versions = new ArrayList<>();
    for (Path file : files) {
      try {
        Contract one = ContractText.parse(Files.readString(file));
        versions.removeIf(other -> other.version() == one.version());
        versions.add(one);
      } catch (UnreadableContract | IOException unreadable) {
        continue; // somebody's own file: the newest version does not hang on it
      }
    }
    versions.sort(Comparator.comparingInt(Contract::version));
    return versions;
  }
}
