package dev.agentpool.provider.codex;

import dev.agentpool.provider.cli.SessionFiles;
import dev.agentpool.session.Gifts;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Inherit;
import dev.agentpool.settings.SettingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a session of Codex is given beside its prompt. */
final class CodexGifts {
  private CodexGifts() {}

  static Gifts of(SessionSpec spec) {
    Set<String> servers = new TreeSet<>(CodexServers.of(spec.settings()).keySet());
    List<String> withheld = new ArrayList<>();
    try {
      UserConfig user = new CodexHome(spec, new SessionFiles(null), null).userConfig();
      servers.addAll(Toml.table(user.config(), "mcp_servers").keySet());
      withheld.addAll(user.withheld());
    } catch (IOException unreadable) {
      withheld.add("your Codex configuration: " + unreadable.getMessage());
    }
    return new Gifts(
        List.copyOf(servers),
        List.of(),
        List.of(),
        texts(spec),
        new TreeSet<>(new CodexCommand(Path.of("codex"), spec, null).environment().keySet())
            .stream().toList(),
        withheld);
  }

  private static List<String> texts(SessionSpec spec) {
    Inherit whose = spec.settings().get(SettingKeys.INHERIT_TEXTS);
    List<String> texts = new ArrayList<>();
    if (whose != Inherit.NONE) {
      texts.add("project: AGENTS.md, skills");
    }
    if (whose == Inherit.USER) {
      texts.add("user: AGENTS.md and skills of your Codex home");
    }
    return texts;
  }
}
