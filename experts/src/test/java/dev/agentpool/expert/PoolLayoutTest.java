package dev.agentpool.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolLayoutTest {
  @TempDir Path folder;

  @Test
  void aPoolGetsTheFoldersItAlwaysHadAndAPersonsKnowledgeIsNotMade() throws IOException {
    Path root = folder.resolve("p/.agent-pool");
    PoolLayout layout = PoolLayout.of(root, folder.resolve("home"));
    layout.prepare(List.of(new ExpertName("auth")), List.of(new ExpertName("security")));
    assertThat(folders(root))
        .containsExactly(
            "approvals",
            "architect",
            "architect/inbox",
            "architect/logs",
            "architect/verifications",
            "concierge",
            "concierge/inbox",
            "contracts",
            "experts",
            "experts/auth",
            "experts/auth/inbox",
            "experts/auth/logs",
            "formulas",
            "postoffice",
            "researcher",
            "researcher/inbox",
            "researcher/logs",
            "shared-state",
            "shared-state/security",
            "shared-state/security/inbox",
            "shared-state/security/logs");
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void aSharedExpertKnowsInThePersonsHomeAndWorksInThePool() {
    PoolLayout layout = PoolLayout.of(Path.of("/p"), Path.of("/home/me"));
    ExpertPlace shared = layout.sharedPlace(new ExpertName("security"));
    assertThat(shared.state()).hasToString("/home/me/.agent-pool/experts/security/state.md");
    assertThat(shared.inbox()).hasToString("/p/shared-state/security/inbox");
    assertThat(shared.logs()).hasToString("/p/shared-state/security/logs");
    assertThat(shared.projectState()).contains(Path.of("/p/shared-state/security/state.md"));
    ExpertPlace own = layout.place(new ExpertName("auth"));
    assertThat(own.identity()).hasToString("/p/experts/auth/identity.md");
    assertThat(own.projectState()).isEmpty();
    assertThat(layout.place(new ExpertName("architect")).errors())
        .hasToString("/p/architect/errors.md");
    assertThat(layout.place(new ExpertName("Architect")).inbox())
        .hasToString("/p/experts/Architect/inbox");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/", "a/", "a\0b", "a\nb"})
  void aNameThatLeadsElsewhereIsNone(String name) {
    assertThat(ExpertName.of(name)).isEmpty();
    assertThatThrownBy(() -> new ExpertName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth", "a b", "a\\b", ".hidden", "\u65e5\u672c", "...", "-x"})
  void whatIsOneNameIsOne(String name) {
    PoolLayout layout = PoolLayout.of(folder, folder);
    assertThat(layout.place(new ExpertName(name)).knowledge().getParent())
        .isEqualTo(folder.toAbsolutePath().resolve("experts"));
  }

  @Test
  void aPoolIsFoundHereThenUpwards() throws IOException {
    Path project = folder.resolve("project");
    Path pool = Files.createDirectories(project.resolve(".agent-pool"));
    Path deep = Files.createDirectories(project.resolve("a/b"));
    assertThat(PoolDiscovery.find(deep)).isNotEqualTo(Optional.of(pool));
    Files.createFile(pool.resolve("pool.toml"));
    assertThat(PoolDiscovery.find(deep)).contains(pool);
    assertThat(PoolDiscovery.find(pool)).contains(pool);
    Files.createFile(project.resolve("pool.toml"));
    assertThat(PoolDiscovery.find(deep))
        .as("a file of a directory above is not meant")
        .contains(pool);
    assertThat(PoolDiscovery.find(project)).contains(project);
    assertThat(PoolDiscovery.nothingFound(deep))
        .isEqualTo("no pool found (looked for pool.toml and .agent-pool/ from " + deep + " to /)");
  }

  @Test
  void aTildeIsThePersonsHome() {
    Path home = Path.of("/home/me");
    Path here = Path.of("/work");
    assertThat(PoolDiscovery.written("~", home, here)).isEqualTo(home);
    assertThat(PoolDiscovery.written("~/p", home, here)).hasToString("/home/me/p");
    assertThat(PoolDiscovery.written("", home, here)).isEqualTo(here);
    assertThat(PoolDiscovery.written("p", home, here)).hasToString("/work/p");
    assertThat(PoolDiscovery.written("/p", home, here)).hasToString("/p");
    assertThat(PoolDiscovery.written("~x", home, here)).hasToString("/work/~x");
  }

  private static TreeSet<String> folders(Path root) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(path -> !path.equals(root))
          .map(path -> root.relativize(path).toString())
          .forEach(names::add);
    }
    return names;
  }
}
