package dev.agentpool.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/configuration.md has every setting there is, and no other. */
class SettingsPageTest {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([a-z_.]+)` \\|[^|]*\\| ?([^|]*?) ?\\| (?:replace|append|unite) \\|");

  @Test
  void everySettingHasItsRow() throws IOException {
    assertThat(rows().keySet())
        .containsExactlyInAnyOrderElementsOf(
            SettingKeys.all().stream().map(SettingKey::name).toList());
  }

  @Test
  void whatASettingIsWhenNobodySaysIsInItsRow() throws IOException {
    Map<String, String> rows = rows();
    Map<String, String> builtIn = new TreeMap<>();
    SettingKeys.all().forEach(key -> said(key).ifPresent(it -> builtIn.put(key.name(), it)));
    assertThat(builtIn).hasSizeGreaterThan(15);
    rows.keySet().retainAll(builtIn.keySet());
    assertThat(rows).isEqualTo(builtIn);
  }

  private static <T> Optional<String> said(SettingKey<T> key) {
    return key.builtIn()
        .map(value ->
            value instanceof Duration time
                ? shortest(time)
                : String.valueOf(Settings.EMPTY.with(key, value).plain().get(key.name())));
  }

  private static String shortest(Duration time) {
    return time.toSecondsPart() == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
  }

  private static Map<String, String> rows() throws IOException {
    String page = Files.readString(Path.of("../docs/configuration.md"));
    String table = page.substring(page.indexOf("\n## Settings\n"));
    Map<String, String> rows = new TreeMap<>();
    Matcher matcher = ROW.matcher(table.substring(0, table.indexOf("\n## ", 3)));
    while (matcher.find()) {
      rows.put(matcher.group(1), matcher.group(2).replace("`", ""));
    }
    return rows;
  }
}
