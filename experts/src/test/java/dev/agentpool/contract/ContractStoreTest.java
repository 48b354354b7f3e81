package dev.agentpool.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.paper.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractStoreTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00.25Z");
  private static final ContractId ID = new ContractId("contract-007");
  @TempDir Path pool;
  private Path folder;
  private ContractStore store;

  @BeforeEach
  void open() {
    folder = pool.resolve("contracts");
    store = new ContractStore(folder);
  }

  private static Contract contract(ContractId id) {
    return Contract.first(id, "architect", List.of("auth", "api"), "POST /login", NOW);
  }

  @Test
  void aFileThatIsTooLargeOrALinkIsNotRead() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("large.md"), "x".repeat((4 << 20) + 1));
    Files.writeString(pool.resolve("elsewhere.md"), "---\nid: link\n---\n");
    Files.createSymbolicLink(folder.resolve("link.md"), pool.resolve("elsewhere.md"));
    assertThat(store.has(new ContractId("large"))).isTrue();
    assertThatThrownBy(() -> store.load(new ContractId("large")))
        .isInstanceOf(ContractRefused.class)
        .hasMessageContaining("larger than 4 MiB");
    assertThat(store.has(new ContractId("link"))).isFalse();
    assertThat(store.has(ID)).isFalse();
    assertThat(store.list().problems()).hasSize(2);
  }

  @Test
  void aContractIsWrittenAsTheOldProgramWroteIt() throws Exception {
    store.define(contract(ID));
    assertThat(folder.resolve("contract-007.md"))
        .hasContent(
            """
            ---
            id: contract-007
            type: contract
            defined-by: architect
            between:
                - auth
                - api
            version: 1
            timestamp: 2026-04-01T14:32:00.25Z
            ---

            POST /login
            """);
    assertThat(folder.resolve("index.md"))
        .hasContent(
            """
            # Contract Index

            | ID | Between | Version | Timestamp |
            |----|---------|---------|----------|
            | contract-007 | auth, api | 1 | 2026-04-01T14:32:00Z |
            """);
  }

  @Test
  void whatIsTakenIsNotDefinedAgain() throws Exception {
    store.define(contract(ID));
    assertThatThrownBy(() -> store.define(contract(ID)))
        .isInstanceOf(ContractRefused.class)
        .hasMessage("contract \"contract-007\" already exists; use Amend to update");
  }

  @Test
  void everyVersionStaysReadableThroughAmendments() throws Exception {
    store.define(contract(ID));
    store.amend(ID, "POST /v2/login", NOW.plusSeconds(1));
    Contract third = store.amend(ID, "POST /v3/login", NOW.plusSeconds(2));
    assertThat(third.version()).isEqualTo(3);
    assertThat(store.load(ID)).isEqualTo(third);
    assertThat(store.history(ID)).extracting(Contract::version).containsExactly(1, 2, 3);
    assertThat(store.version(ID, 1)).contains(contract(ID));
    assertThat(store.version(ID, 2)).map(Contract::body).contains("POST /v2/login");
    assertThat(store.version(ID, 4)).isEmpty();
  }

  @Test
  void anAmendmentThatWasCutOffIsMadeAgainWithoutATrace() throws Exception {
    store.define(contract(ID));
    // the first of its two writes had been done
    Path kept = Files.createDirectories(folder.resolve("history/contract-007")).resolve("v1.md");
    Files.copy(folder.resolve("contract-007.md"), kept);
    assertThat(store.history(ID)).extracting(Contract::version).containsExactly(1);
    store.amend(ID, "new", NOW);
    assertThat(store.history(ID)).extracting(Contract::version).containsExactly(1, 2);
    assertThat(kept.getParent().toFile().list()).containsExactly("v1.md");
  }

  @Test
  void anEditByHandIsKeptBesideWhatItReplaced() throws Exception {
    store.define(contract(ID));
    store.amend(ID, "second", NOW);
    Path file = folder.resolve("contract-007.md");
    Files.writeString(
        file,
        Files.readString(file).replace("version: 2", "version: 1").replace("second", "by hand"));
    store.amend(ID, "third", NOW);
    assertThat(folder.resolve("history/contract-007").toFile().list())
        .containsExactlyInAnyOrder("v1.md", "v1-2.md");
    assertThat(store.version(ID, 1)).map(Contract::body).contains("by hand");
  }

  @Test
  void ofManyAmendmentsAtOnceNoneIsLost() throws Exception {
    store.define(contract(ID));
    List<Callable<Contract>> amending =
        IntStream.range(0, 20)
            .<Callable<Contract>>mapToObj(
                n -> () -> new ContractStore(folder).amend(ID, "body " + n, NOW))
            .toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (var one : threads.invokeAll(amending)) {
        assertThat(one.get().version()).isBetween(2, 21);
      }
    }
    assertThat(store.history(ID))
        .extracting(Contract::version)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 21).boxed().toList());
  }

  @Test
  void aFileThatIsNoContractSpoilsNoOther() throws Exception {
    store.define(contract(new ContractId("b")));
    store.define(contract(new ContractId("a")));
    Files.writeString(folder.resolve("broken.md"), "no header");
    Files.writeString(folder.resolve("c.md"), Files.readString(folder.resolve("a.md")));
    ContractStore.Listing all = store.list();
    assertThat(all.contracts()).extracting(one -> one.id().value()).containsExactly("a", "b");
    assertThat(all.problems())
        .anySatisfy(
            text -> assertThat(text).startsWith("broken.md: ").contains("does not start with ---"))
        .anySatisfy(text -> assertThat(text).contains("called c.md, but it says id a"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> store.load(ID))
        .isInstanceOf(ContractRefused.class)
        .hasMessageStartingWith("contract \"contract-007\" not found: ");
    assertThatThrownBy(() -> store.amend(ID, "x", NOW)).isInstanceOf(ContractRefused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type: contract|missing required field: id",
        "id: a/b;type: x|invalid contract ID \"a/b\": must be a simple filename",
        "id: a;type: task|invalid type \"task\": must be \"contract\"",
        "id: a|invalid type \"\": must be \"contract\"",
        "id: a;type: contract;between: [x]|between must list at least 2 parties, got 1",
        "id: a;type: contract;between: [x, y]|version must be >= 1, got 0",
        "id: a;type: contract;between: [x, y];version: -3|version must be >= 1, got -3",
        "id: a;type: contract;between: [x, y];version: two|parsing YAML frontmatter: version has to"
            + " be a whole number, not \"two\"",
        "id: a;type: contract;between: x|parsing YAML frontmatter: line 3: between has to be a"
            + " list, but is a single value",
      })
  void whatIsNoContractIsRefusedWithTheFirstThingThatIsWrong(String yaml, String message) {
    String text = "---\n" + yaml.replace(';', '\n') + "\n---\nbody\n";
    assertThatThrownBy(() -> ContractText.parse(text))
        .isInstanceOf(UnreadableContract.class)
        .hasMessage(message);
  }

  @Test
  void theListsOwnNameIsNoContracts() {
    assertThatThrownBy(() -> new ContractId("index")).hasMessageContaining("the list of contracts");
    assertThatThrownBy(() -> new ContractId("../x"))
        .hasMessageContaining("must be a simple filename");
  }

  @Test
  void aVerificationIsAFileThatIsReadAgain() throws Exception {
    Verification found =
        new Verification("t-1", ID, Verification.Status.FAIL, NOW, "No 401 on a bad password.");
    Path file = found.write(pool.resolve("architect/verifications"));
    assertThat(file).hasFileName("t-1_contract-007.md");
    assertThat(file)
        .hasContent(
            """
            ---
            task: t-1
            contract: contract-007
            status: fail
            timestamp: 2026-04-01T14:32:00Z
            ---

            No 401 on a bad password.
            """);
    Verification read = Verification.parse(Files.readString(file));
    assertThat(read.status()).isEqualTo(Verification.Status.FAIL);
    assertThat(read.notes()).isEqualTo(found.notes());
    assertThat(Verification.invalid("ok"))
        .isEqualTo("invalid status \"ok\": must be pass, fail, or partial");
  }

  @Test
  void aRowOfATableNeverEndsEarly() throws IOException {
    String row = TableRow.of("a|b", "c\nd\r\ne", "f");
    assertThat(row).isEqualTo("| a\\|b | c d e | f |\n");
    assertThat(TableRow.cells(row)).containsExactly("a|b", "c d e", "f");
    assertThat(TableRow.cells("no row")).isEmpty();
  }
}
