package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which CLI a provider drives: one that agentpool knows, or the one that the settings name. */
interface AcpChoice {
  AcpCli of(Settings settings);

  /** By the name that a launch recorded, and what was said of it then. */
  AcpCli named(String provider, Map<String, Object> table);

  Executable executable();

  /** What is wrong with the provider's own table, but for unknown keys. */
  List<String> objections(Settings settings);

  /** What may stand in that table. */
  Set<String> vendorKeys();

  /** Whether it can be asked for its version. */
  boolean answersVersion();

  default AcpCli.Held held(AcpCli cli, Access access) {
    return Objects.requireNonNull(cli.access().get(access), "objected to before");
  }

  static AcpChoice known(AcpCli cli) {
    return new AcpChoice() {
      @Override
      public AcpCli of(Settings settings) {
        return cli;
      }

      @Override
      public AcpCli named(String provider, Map<String, Object> table) {
        return cli;
      }

      @Override
      public Executable executable() {
        return cli.executable();
      }

      @Override
      public List<String> objections(Settings settings) {
        return List.of();
      }

      @Override
      public Set<String> vendorKeys() {
        return Set.of();
      }

      @Override
      public boolean answersVersion() {
        return true;
      }
    };
  }

  static AcpChoice any() {
    return new AcpChoice() {
      @Override
      public AcpCli of(Settings settings) {
        return AnyAcp.of(settings);
      }

      @Override
      public AcpCli named(String provider, Map<String, Object> table) {
        return AnyAcp.of(provider, table);
      }

      @Override
      public Executable executable() {
        return AnyAcp.executable();
      }

      @Override
      public List<String> objections(Settings settings) {
        return AnyAcp.objections(settings.get(SettingKeys.PROVIDER), settings);
      }

      @Override
      public Set<String> vendorKeys() {
        return AcpTable.KNOWN;
      }

      @Override
      public boolean answersVersion() {
        return false;
      }
    };
  }
}
