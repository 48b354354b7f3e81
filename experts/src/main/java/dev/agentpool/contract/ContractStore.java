package dev.agentpool.contract;

import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.FolderLock;
import dev.agentpool.paper.GoText;
import dev.agentpool.paper.Rfc3339;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contracts of a pool, a file each, the newest version of it (spec expert-pool 15). A change is
 * whole or not at all, one at a time among all threads and processes; what a version said stays
 * readable in the {@link ContractHistory} beside it. Thread-safe.
 */
public final class ContractStore {
  private static final String ENDING = ".md";
  private static final int MOST_BYTES = 4 << 20;
  private final Path folder;
  private final ContractHistory history;

  public ContractStore(Path folder) {
    this.folder = folder;
    this.history = new ContractHistory(folder.resolve("history"));
  }

  /**
   * All there are.
   *
   * @param contracts by id
   * @param problems of each file that is no contract: its name and why
   */
  public record Listing(List<Contract> contracts, List<String> problems) {
    public Listing {
      contracts = List.copyOf(contracts);
      problems = List.copyOf(problems);
    }
  }

  /** Refuses an id that is taken. */
  public void define(Contract contract) throws ContractRefused, IOException {
    try (FolderLock held = FolderLock.of(folder)) {
      held.check();
      Path file = file(contract.id());
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ContractRefused(
            "contract "
                + GoText.quoted(contract.id().value())
                + " already exists; use Amend to update");
      }
      write(contract);
      writeIndex();
    }
  }

  /** Makes the next version with another body; the one before stays in the history. */
  public Contract amend(ContractId id, String body, Instant now)
      throws ContractRefused, IOException {
    try (FolderLock held = FolderLock.of(folder)) {
      held.check();
      Contract before = load(id);
      history.keep(before);
      Contract amended = before.amended(body, now);
      write(amended);
      writeIndex();
      return amended;
    }
  }

  /** Whether there is a file of that contract, whatever is in it; no link is followed. */
  public boolean has(ContractId id) {
    return Files.isRegularFile(file(id), LinkOption.NOFOLLOW_LINKS);
  }

  /** The newest version. */
  public Contract load(ContractId id) throws ContractRefused, IOException {
    Path file = file(id);
    if (!has(id)) {
      throw new ContractRefused(
          "contract " + GoText.quoted(id.value()) + " not found: no such file " + file);
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new ContractRefused(
          "contract " + GoText.quoted(id.value()) + " cannot be read: it is larger than 4 MiB");
    }
    try {
      return named(id, ContractText.parse(Files.readString(file)));
    } catch (UnreadableContract e) {
      throw new ContractRefused(
          "contract " + GoText.quoted(id.value()) + " cannot be read: " + e.problem());
    }
  }

  /** As it was in one version; empty when there is none such. */
  public Optional<Contract> version(ContractId id, int version)
      throws ContractRefused, IOException {
    return history(id).stream().filter(one -> one.version() == version).findFirst();
  }

  /** All versions that are known, the oldest first. */
  public List<Contract> history(ContractId id) throws ContractRefused, IOException {
    List<Contract> all = new ArrayList<>(history.of(id));
    Contract newest = load(id);
    all.removeIf(one -> one.version() >= newest.version());
    all.add(newest);
    return List.copyOf(all);
  }

  public Listing list() throws IOException {
    List<Contract> contracts = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files()) {
      String name = file.getFileName().toString();
      String id = name.substring(0, name.length() - ENDING.length());
      try {
        if (ContractId.isId(id)) {
          contracts.add(load(new ContractId(id)));
        }
      } catch (ContractRefused | IOException e) {
        problems.add(name + ": " + e.getMessage());
      }
    }
    contracts.sort(Comparator.comparing(Contract::id));
    return new Listing(contracts, problems);
  }

  /** Writes {@code index.md} anew from what is there. */
  public void rewriteIndex() throws IOException {
    try (FolderLock held = FolderLock.of(folder)) {
      held.check();
      writeIndex();
    }
  }

  private void writeIndex() throws IOException {
    DurableFile.write(folder.resolve("index.md"), ContractIndex.text(list().contracts()));
  }

  private void write(Contract contract) throws IOException {
    DurableFile.write(file(contract.id()), ContractText.compose(contract, Rfc3339.NEVER));
  }

  private Path file(ContractId id) {
    return folder.resolve(id.fileName());
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private static Contract named(ContractId id, Contract contract) throws UnreadableContract {
    if (!contract.id().equals(id)) {
      throw new UnreadableContract(
          "its file is called " + id.fileName() + ", but it says id " + contract.id());
    }
    return contract;
  }
}
