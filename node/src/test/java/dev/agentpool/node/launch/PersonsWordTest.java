package dev.agentpool.node.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonsWordTest {
  @TempDir Path temp;
  private Home home;
  private Path project;

  @BeforeEach
  void folders() throws Exception {
    home = new Home(Files.createDirectories(temp.resolve("home")));
    project = Files.createDirectories(temp.resolve("project")).toRealPath();
    Files.createDirectories(project.resolve(".agent-pool"));
  }

  private Optional<String> said(String file, String user, Map<String, Object> task)
      throws Exception {
    Files.writeString(PoolFiles.poolFile(project), file);
    Files.writeString(home.config(), user);
    PoolConfig pool = new PoolFiles(home).read(project);
    Settings settings = pool.resolve(pool.slots().getFirst(), Settings.read(task));
    return new PersonsWord(home).unasked(pool, "slot-0", settings);
  }

  @Test
  void thatOnlyTheProjectsFileLetsAgentsDoEverythingIsSaidUnlessItIsTrusted() throws Exception {
    String everything = "permission_mode = \"bypassPermissions\"\n";
    String ofPool = "[settings]\n" + everything;
    assertThat(said(ofPool, "", Map.of()).orElse(""))
        .contains("no walls stood", "pool.toml lets agents do everything", "[trust] projects");
    assertThat(said("[[slot]]\n[slot.settings]\n" + everything, "", Map.of())).isPresent();
    assertThat(said(ofPool, "[trust]\nprojects = [\"" + project + "\"]\n", Map.of())).isEmpty();
    assertThat(said(ofPool, "", Map.of("permission_mode", "plan"))).isEmpty();
    assertThat(said("", ofPool, Map.of())).isEmpty();
    assertThat(said("[settings]\npermission_mode = \"acceptEdits\"\n", "", Map.of())).isEmpty();
  }
}
