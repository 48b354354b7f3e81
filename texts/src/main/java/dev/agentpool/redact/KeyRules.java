package dev.agentpool.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and tokens that their first letters give away. */
final class KeyRules {
  /** What ordinary words in a row are not. */
  private static final Rule.Test MIXED = (_, _, found) -> isMixed(found.group("s"));

  private static final Rule.Test NO_WORDS = (_, _, found) -> isNoWords(found);

  /** Of a bot: its number in base64, a time, a digest. */
  private static final String DISCORD = "[\\w-]{20,28}\\.[\\w-]{6}\\.[\\w-]{25,45}";

  /** Name, first letters, what follows at least. */
  private static final String[][] PLAIN = {
    {"github", "ghp_", "\\w{20,255}"},
    {"github", "gho_", "\\w{20,255}"},
    {"github", "ghu_", "\\w{20,255}"},
    {"github", "ghs_", "\\w{20,255}"},
    {"github", "ghr_", "\\w{20,255}"},
    {"github", "github_pat_", "\\w{20,255}"},
    {"gitlab", "glpat-", "[\\w.-]{16,255}"},
    {"gitlab", "gldt-", "[\\w.-]{16,255}"},
    {"gitlab", "glrt-", "[\\w.-]{16,255}"},
    {"gitlab", "glcbt-", "[\\w.-]{16,255}"},
    {"gitlab", "glptt-", "[\\w.-]{16,255}"},
    {"gitlab", "glft-", "[\\w.-]{16,255}"},
    {"gitlab", "glsoat-", "[\\w.-]{16,255}"},
    {"gitlab", "gloas-", "[\\w.-]{16,255}"},
    {"slack", "xox", "[abceoprs](?:\\.[a-z]{1,4})?-[\\w.%-]{10,255}"},
    {"slack", "xapp-", "[0-9]-[\\w-]{16,255}"},
    {"google", "AIza", "[\\w-]{30,255}"},
    {"google", "ya29.", "[\\w-]{20,255}"},
    {"google", "GOCSPX-", "[\\w-]{20,255}"},
    {"stripe", "sk_live_", "\\w{10,255}"},
    {"stripe", "sk_test_", "\\w{10,255}"},
    {"stripe", "rk_live_", "\\w{10,255}"},
    {"stripe", "rk_test_", "\\w{10,255}"},
    {"stripe", "whsec_", "[\\w+/=]{16,255}"},
    {"npm", "npm_", "[A-Za-z0-9]{30,255}"},
    {"sendgrid", "SG.", "[\\w-]{16,64}\\.[\\w-]{16,255}"},
    {"twilio", "SK", "[0-9a-f]{32}(?![A-Za-z0-9])"},
    {"mailgun", "key-", "[0-9a-f]{32}(?![A-Za-z0-9])"},
    {"digitalocean", "dop_v1_", "[0-9a-f]{40,255}"},
    {"digitalocean", "doo_v1_", "[0-9a-f]{40,255}"},
    {"digitalocean", "dor_v1_", "[0-9a-f]{40,255}"},
    {"vault", "hvs.", "[\\w-]{20,255}"},
    {"vault", "hvb.", "[\\w-]{20,255}"},
    {"vault", "hvr.", "[\\w-]{20,255}"},
    {"age", "AGE-SECRET-KEY-", "[0-9A-Za-z-]{20,255}"},
    {"databricks", "dapi", "[0-9a-f]{32}(?![A-Za-z0-9])"},
    {"shopify", "shpat_", "[0-9a-fA-F]{32}"},
    {"shopify", "shpca_", "[0-9a-fA-F]{32}"},
    {"shopify", "shppa_", "[0-9a-fA-F]{32}"},
    {"shopify", "shpss_", "[0-9a-fA-F]{32}"},
    {"linear", "lin_api_", "\\w{20,255}"},
    {"postman", "PMAK-", "[0-9a-f-]{30,255}"},
    {"new-relic", "NRAK-", "[A-Z0-9]{20,255}"},
    {"grafana", "glsa_", "\\w{20,255}"},
    {"grafana", "glc_", "[\\w+/=]{20,255}"},
    {"atlassian", "ATATT3", "[\\w=-]{30,255}"},
    {"docker", "dckr_pat_", "[\\w-]{20,255}"},
    {"tailscale", "tskey-", "[\\w-]{16,255}"},
    {"rubygems", "rubygems_", "[0-9a-f]{32,255}"},
    {"sentry", "sntrys_", "[\\w+/=]{20,255}"},
    {"nvidia", "nvapi-", "[\\w-]{20,255}"},
    {"supabase", "sbp_", "[0-9a-f]{32,255}"},
    {"planetscale", "pscale_tkn_", "[\\w-]{20,255}"},
    {"planetscale", "pscale_pw_", "[\\w-]{20,255}"},
    {"langsmith", "lsv2_", "\\w{20,255}"},
    {"square", "sq0atp-", "[\\w-]{16,255}"},
    {"square", "sq0csp-", "[\\w-]{20,255}"},
    {"figma", "figd_", "[\\w-]{20,255}"},
    {"heroku", "HRKU-", "[\\w-]{20,255}"},
    {"doppler", "dp.pt.", "[A-Za-z0-9]{20,255}"},
    {"brevo", "xkeysib-", "[\\w-]{32,255}"},
    {"discord", "MT", DISCORD},
    {"discord", "Mj", DISCORD},
    {"discord", "Mz", DISCORD},
    {"discord", "MD", DISCORD},
    {"discord", "NT", DISCORD},
    {"discord", "Nj", DISCORD},
    {"discord", "Nz", DISCORD},
    {"discord", "ND", DISCORD},
    {"discord", "OT", DISCORD},
    {"discord", "OD", DISCORD},
  };

  /** The same, of which ordinary words may begin so too. */
  private static final String[][] DOUBTFUL = {
    {"pypi", "pypi-", "[\\w-]{20,255}"},
    {"hugging-face", "hf_", "[A-Za-z0-9]{20,255}"},
    {"replicate", "r8_", "[A-Za-z0-9]{20,255}"},
    {"groq", "gsk_", "[A-Za-z0-9]{20,255}"},
    {"perplexity", "pplx-", "[A-Za-z0-9]{20,255}"},
    {"xai", "xai-", "[A-Za-z0-9]{20,255}"},
    {"notion", "ntn_", "[A-Za-z0-9]{20,255}"},
    {"notion", "secret_", "[A-Za-z0-9]{40,255}"},
    {"facebook", "EAA", "[A-Za-z0-9]{60,255}"},
  };

  private KeyRules() {}

  static List<Rule> all() {
    List<Rule> rules = new ArrayList<>();
    rules.add(Rule.key("anthropic", "sk-ant-", "[\\w-]{10,255}"));
    rules.add(Rule.key("openai", "sk-", "[\\w-]{16,255}", NO_WORDS, Rule.Tail.WORD));
    for (String[] row : PLAIN) {
      rules.add(Rule.key(row[0], row[1], row[2]));
    }
    for (String[] row : DOUBTFUL) {
      rules.add(Rule.key(row[0], row[1], row[2], MIXED, Rule.Tail.WORD));
    }
    for (String first : List.of("AKIA", "ASIA", "ABIA", "ACCA")) {
      rules.add(
          new Rule(
              "aws",
              first,
              false,
              true,
              Pattern.compile(first + "(?<s>[A-Z0-9]{16,128})(?![a-z])"),
              Rule.Test.ALWAYS,
              Rule.Tail.NONE));
    }
    rules.add(
        Rule.key(
            "jwt",
            "eyJ",
            "[\\w-]{7,1200}\\.(?:eyJ[\\w-]{4}|[\\w-]{10,1200}\\.[\\w-]{10})",
            Rule.Test.ALWAYS,
            Rule.Tail.DOTTED));
    rules.add(behind("slack", "hooks.slack.com/services/", "[\\w/]{16,255}"));
    rules.add(behind("discord", "discord.com/api/webhooks/", "[0-9]{5,30}/[\\w-]{16,255}"));
    rules.add(behind("discord", "discordapp.com/api/webhooks/", "[0-9]{5,30}/[\\w-]{16,255}"));
    rules.add(behind("terraform", ".atlasv1.", "[\\w-]{20,255}"));
    rules.add(
        Rule.behind(
            "telegram",
            ":aa",
            "(?-i:(?<s>:AA[\\w-]{30,64}))",
            (text, at, _) -> at > 0 && Character.isDigit(text.charAt(at - 1)),
            Rule.Tail.WORD));
    return rules;
  }

  private static Rule behind(String name, String anchor, String rest) {
    return Rule.behind(
        name,
        anchor,
        Pattern.quote(anchor) + "(?<s>" + rest + ")",
        Rule.Test.ALWAYS,
        Rule.Tail.WORD);
  }

  /** Letters of both cases, or letters and digits. */
  static boolean isMixed(CharSequence text) {
    boolean lower = false;
    boolean upper = false;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower |= c >= 'a' && c <= 'z';
      upper |= c >= 'A' && c <= 'Z';
      digit |= c >= '0' && c <= '9';
    }
    return digit && (lower || upper) || lower && upper;
  }

  /** {@code sk-fading-circle} is a class of a style sheet. */
  private static boolean isNoWords(Matcher found) {
    String text = found.group("s").substring(3);
    if (isMixed(text)) {
      return true;
    }
    for (String word : text.split("[-_]", -1)) {
      if (word.length() >= 16) {
        return true;
      }
    }
    return false;
  }
}
