package dev.agentpool.provider.acp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Gemini CLI, by {@code gemini --acp}. */
class RealGeminiTest extends RealAcpContract {
  RealGeminiTest() {
    super(
        ShippedClis.named("gemini-cli"),
        "gemini",
        new Tools("run_shell_command", "write_file", "file_path", "content"));
  }

  @Override
  Map<String, String> environment() {
    return Map.of("GEMINI_API_KEY", "dummy", "GOOGLE_GEMINI_BASE_URL", api.baseUrl().toString());
  }

  /** It finds no conversation again that began in the same minute: it writes to the same file. */
  @Override
  void later(Path home) {
    try (Stream<Path> chats = Files.list(home.resolve(".gemini/tmp/work/chats"))) {
      for (Path chat : chats.toList()) {
        String name = chat.getFileName().toString();
        Files.move(chat, chat.resolveSibling(name.replaceFirst("-20\\d\\d-", "-2025-")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void configure(Path home) throws IOException {
    write(
        home.resolve(".gemini/settings.json"),
        """
        {'security':{'auth':{'selectedType':'gemini-api-key'}},'general':{'enableAutoUpdate':false,'maxAttempts':2},
         'privacy':{'usageStatisticsEnabled':false}}
        """);
  }
}
