package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledAgentsTest {
  @TempDir Path folder;

  private InstalledAgents agents(String lines) throws IOException {
    return InstalledAgents.read(Files.writeString(folder.resolve("agents"), lines));
  }

  @Test
  void runsABinaryByItselfAndAScriptByTheNodeOfTheList() throws Exception {
    InstalledAgents agents =
        agents("node /n/node\ncodex /a folder/codex\ngemini /g/gemini.js\nqwen /q/cli.js\n");
    assertThat(agents.command("codex").orElseThrow()).containsExactly("/a folder/codex");
    assertThat(agents.command("gemini").orElseThrow()).containsExactly("/n/node", "/g/gemini.js");
    assertThat(agents.command("qwen").orElseThrow())
        .containsExactly("/n/node", "--expose-gc", "/q/cli.js");
    assertThat(agents.command("droid")).isEmpty();
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    InstalledAgents agents = agents("gemini /g/gemini.js\n");
    assertThatThrownBy(() -> agents.command("gemini")).hasMessageContaining("needs node");
    assertThatThrownBy(() -> InstalledAgents.read(folder.resolve("nowhere")))
        .hasMessageContaining("cannot read the list of agents in");
  }
}
