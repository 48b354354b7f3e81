package dev.agentpool.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.SettingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuidanceTest {
  private static final Path DOCS = Path.of("../docs");

  @Test
  void everyPageThatIsWrittenShips() throws IOException {
    Set<String> written = new TreeSet<>();
    try (Stream<Path> guidance = Files.list(DOCS.resolve("guidance"));
        Stream<Path> docs = Files.list(DOCS)) {
      Stream.concat(
              guidance.filter(page -> page.toString().endsWith(".md")),
              docs.filter(page -> page.getFileName().toString().matches("setup-.*\\.md")))
          .forEach(page -> written.add(page.getFileName().toString().replace(".md", "")));
    }
    assertThat(Guidance.shipped().pages())
        .extracting(Guidance.Page::name)
        .hasSameElementsAs(written);
  }

  @Test
  void thePagesThatOthersAskForAreCalledSo() {
    assertThat(Guidance.shipped().text("skill"))
        .startsWith("# AgentPool Skill\n")
        .contains("\n## Typical CLI Flow\n");
    assertThat(Guidance.shipped().text("quickstart")).startsWith("# AgentPool Quickstart\n");
    assertThat(Guidance.shipped().text("onboarding")).startsWith("# AgentPool Onboarding\n");
    assertThat(Guidance.shipped().text("examples")).startsWith("# Examples\n");
    assertThat(Guidance.shipped().text("preferences")).startsWith("# AgentPool Preferences\n");
  }

  @Test
  void everyAgentCliHasAPage() {
    List<String> named = Guidance.shipped().pages().stream().map(Guidance.Page::name).toList();
    for (String provider : SettingKeys.PROVIDERS) {
      String name =
          switch (provider) {
            case "claude", "claude-terminal" -> "claude-code";
            case "codex-cli" -> "codex";
            case "cursor-cli" -> "cursor";
            default -> provider;
          };
      if (!provider.equals("scripted")) {
        assertThat(named).contains("setup-" + name);
      }
    }
  }

  @Test
  void theSkillSaysWhatMustNotBeForgotten() {
    assertThat(Guidance.shipped().text("skill"))
        .contains("preferences show")
        .contains("usage-summary")
        .contains("never `auto`")
        .contains("read_only")
        .contains("completed,error,question,approval_prompt")
        .contains("60 seconds")
        .contains("45 over MCP")
        .contains("untrusted")
        .contains("--task-stdin")
        .contains("Collect before you rely on it")
        .contains("*Terminate*")
        .contains("Unknown usage is not available usage")
        .contains("not a veto");
  }
}
