<#-- dependencyMap: what is in the jar, each with its licences; sorted, so that two builds can be compared -->
<#assign lines = []>
<#list dependencyMap as entry>
<#assign lines += [entry.key.groupId + ":" + entry.key.artifactId + ":" + entry.key.version + "  (" + entry.value?sort?join(" or ") + ")  " + (entry.key.url!"")]>
</#list>
The third-party software in this jar, with its licences. Where there are several, one may choose.

<#list lines?sort as line>
${line?trim}
</#list>

Inside page libraries:
Popper in bootstrap  (MIT)
zrender in echarts  (BSD-3-Clause)
tslib in echarts  (0BSD)
inherits in sockjs-client  (ISC)
querystringify, requires-port, url-parse in sockjs-client  (MIT)
