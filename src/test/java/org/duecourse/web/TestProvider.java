package org.duecourse.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.duecourse.io.Json;

/**
 * An identity provider (OpenID Connect, code flow) for tests. It lets in whom the test names,
 * checks client, redirect address and proof key as a real one does, and lies on demand.
 */
final class TestProvider implements AutoCloseable {
  static final String CLIENT = "the-desk";
  static final String SECRET = "the-desks-secret";

  /** How the next token lies. */
  enum Lie {
    NONE,
    OTHER_KEY,
    OTHER_AUDIENCE,
    OTHER_ISSUER,
    OTHER_NONCE,
    EXPIRED
  }

  private record Asked(String nonce, String challenge, String redirect) {}

  private final HttpServer server;
  private final RSAKey key = newKey();
  private final RSAKey otherKey = newKey();
  private final Map<String, Asked> codes = new ConcurrentHashMap<>();

  /** Who signs in next: the claim "preferred_username". */
  volatile String username = "";

  volatile Lie lie = Lie.NONE;

  TestProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", x -> json(x, 200, description()));
    server.createContext(
        "/keys", x -> json(x, 200, new JWKSet(key).toPublicJWKSet().toJSONObject()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  OidcSettings settings() {
    return new OidcSettings(issuer(), CLIENT, SECRET, "preferred_username", "Harbor sign-in");
  }

  private Map<String, Object> description() {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("issuer", issuer());
    known.put("authorization_endpoint", issuer() + "/authorize");
    known.put("token_endpoint", issuer() + "/token");
    known.put("jwks_uri", issuer() + "/keys");
    known.put("response_types_supported", new String[] {"code"});
    known.put("subject_types_supported", new String[] {"public"});
    known.put("id_token_signing_alg_values_supported", new String[] {"RS256"});
    known.put("token_endpoint_auth_methods_supported", new String[] {"client_secret_basic"});
    return known;
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = pairs(exchange.getRequestURI().getRawQuery());
    if (!CLIENT.equals(asked.get("client_id"))
        || !"code".equals(asked.get("response_type"))
        || !"S256".equals(asked.get("code_challenge_method"))
        || !asked.containsKey("state")) {
      json(exchange, 400, Map.of("error", "invalid_request"));
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Asked(asked.get("nonce"), asked.get("code_challenge"), asked.get("redirect_uri")));
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            asked.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + asked.get("state").replace("=", "%3D"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = pairs(sent);
    Asked asked = codes.remove(form.getOrDefault("code", ""));
    String client =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    if (asked == null
        || !client.equals(exchange.getRequestHeaders().getFirst("Authorization"))
        || !asked.redirect().equals(form.get("redirect_uri"))
        || !asked.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      json(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    json(
        exchange,
        200,
        Map.of(
            "access_token",
            UUID.randomUUID().toString(),
            "token_type",
            "Bearer",
            "expires_in",
            300,
            "id_token",
            idToken(asked.nonce())));
  }

  private String idToken(String nonce) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(lie == Lie.OTHER_ISSUER ? "https://elsewhere.example" : issuer())
            .subject("subject-of-" + username)
            .audience(lie == Lie.OTHER_AUDIENCE ? "another-client" : CLIENT)
            .issueTime(Date.from(now.minusSeconds(lie == Lie.EXPIRED ? 7200 : 0)))
            .expirationTime(Date.from(now.plusSeconds(lie == Lie.EXPIRED ? -3600 : 300)))
            .claim("nonce", lie == Lie.OTHER_NONCE ? "another" : nonce)
            .claim("preferred_username", username)
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new RSASSASigner(lie == Lie.OTHER_KEY ? otherKey : key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("only").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      pairs.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return pairs;
  }

  private static void json(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
