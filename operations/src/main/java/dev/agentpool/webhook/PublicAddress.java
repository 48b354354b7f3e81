package dev.agentpool.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet. IPv4 is all that is not set aside (RFC 6890 and
 * the wire server of Azure, which is a metadata service under a public address); IPv6 is global
 * unicast without what stands for other addresses. An IPv4 address mapped into IPv6 is one of IPv4
 * for Java already; one behind NAT64 is unpacked.
 */
final class PublicAddress {
  private static final List<Block> NOT_PUBLIC_4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");
  private static final Block GLOBAL_6 = Block.of("2000::/3");
  private static final Block NAT64 = Block.of("64:ff9b::/96");
  private static final List<Block> NOT_PUBLIC_6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    if (address instanceof Inet4Address) {
      return NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(address));
    }
    if (NAT64.holds(address)) {
      return is(Block.parsed(Arrays.copyOfRange(address.getAddress(), 12, 16)));
    }
    return GLOBAL_6.holds(address)
        && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(address));
  }

  private static List<Block> blocks(String... blocks) {
    return Arrays.stream(blocks).map(Block::of).toList();
  }

  /** All addresses that begin with the same bits. */
  private record Block(InetAddress first, int bits) {
    static Block of(String text) {
      String[] parts = text.split("/", 2);
      return new Block(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    static InetAddress parsed(byte[] address) {
      try {
        return InetAddress.getByAddress(address);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("not an address: " + Arrays.toString(address), e);
      }
    }

    boolean holds(InetAddress address) {
      byte[] one = first.getAddress();
      byte[] other = address.getAddress();
      if (one.length != other.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((one[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
