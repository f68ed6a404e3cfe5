<#-- dependencyMap: what is in the jar, each with its licences; sorted, so that two builds can be compared -->
<#assign lines = []>
<#list dependencyMap as entry>
<#assign lines += [entry.key.groupId + ":" + entry.key.artifactId + ":" + entry.key.version + "  (" + entry.value?sort?join(" or ") + ")  " + (entry.key.url!"")]>
</#list>
The third-party software in this jar, with its licences. Where there are several, one may choose.
The texts are in META-INF/licenses: by the library's name, else by the licence's.

<#list lines?sort as line>
${line?trim}
</#list>

Inside page libraries:
popper in bootstrap  (MIT)
browser-pack in sockjs-client  (MIT)
inherits in sockjs-client  (ISC)
querystringify in sockjs-client  (MIT)
requires-port in sockjs-client  (MIT)
url-parse in sockjs-client  (MIT)
vertx-eventbus.js in vertx-web 3.9.16  (Apache-2.0 or EPL-1.0)
figtree in @fontsource-variable/figtree 5.3.0  (OFL-1.1)
