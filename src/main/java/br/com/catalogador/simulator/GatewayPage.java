package br.com.catalogador.simulator;

import io.vertx.ext.web.RoutingContext;

/** HTML pages of gateways that answer instead of the broker. */
enum GatewayPage {
  CLOUDFLARE(
      403,
      "cloudflare",
      "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head><body>"
          + "<noscript>Enable JavaScript and cookies to continue</noscript>"
          + "<script src=\"/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1\"></script>"
          + "</body></html>"),
  NGINX(
      403,
      "nginx",
      "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden"
          + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"),
  GATEWAY(
      502,
      "nginx",
      "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad"
          + " Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"),
  OTHER(503, "Apache", "<html><body><h1>We'll be back soon!</h1></body></html>");

  private final int status;
  private final String server;
  private final String page;

  GatewayPage(int status, String server, String page) {
    this.status = status;
    this.server = server;
    this.page = page;
  }

  void answer(RoutingContext context) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Server", server)
        .putHeader("Content-Type", "text/html; charset=UTF-8")
        .end(page);
  }
}
