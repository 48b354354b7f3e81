package dev.agentpool.provider.acp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Qwen Code, by {@code qwen --acp}. */
class RealQwenTest extends RealAcpContract {
  RealQwenTest() {
    super(
        ShippedClis.QWEN,
        "qwen",
        new Tools("run_shell_command", "write_file", "file_path", "content"));
  }

  @Override
  Map<String, Object> shell(String command) {
    return Map.of("command", command, "is_background", false);
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "OPENAI_API_KEY", "dummy", "OPENAI_BASE_URL", base() + "v1", "OPENAI_MODEL", "mock-model");
  }

  @Override
  void configure(Path home) throws IOException {
    write(
        home.resolve(".qwen/settings.json"),
        """
        {'privacy':{'usageStatisticsEnabled':false},'general':{'enableAutoUpdate':false},
         'security':{'auth':{'selectedType':'openai'}}}
        """);
  }
}
