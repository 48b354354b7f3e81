package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.ShippedData;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The agent CLIs over ACP that come with agentpool: a file of data each. What was measured of them
 * stands in docs/providers.md.
 */
final class ShippedClis {
  private static final Map<String, AcpCli> BY_NAME = read();

  private ShippedClis() {}

  private static Map<String, AcpCli> read() {
    Set<String> known = new HashSet<>(AcpTable.KNOWN);
    known.addAll(Set.of("install", "least", "behind", "script"));
    Map<String, AcpCli> clis = new LinkedHashMap<>();
    ShippedData.beside(ShippedClis.class)
        .forEach((name, table) -> {
          table.only(known);
          clis.put(name, cli(name, table));
        });
    return Collections.unmodifiableMap(clis);
  }

  private static AcpCli cli(String name, DataTable table) {
    AcpCli cli = new AcpTable(table).cli(name, ShippedData.executable(table));
    ShippedData.complete(table);
    return cli;
  }

  static Collection<AcpCli> all() {
    return BY_NAME.values();
  }

  /** Throws when there is none of that name. */
  static AcpCli named(String name) {
    AcpCli cli = BY_NAME.get(name);
    if (cli == null) {
      throw new IllegalArgumentException("no agent CLI over ACP is called " + name);
    }
    return cli;
  }
}
