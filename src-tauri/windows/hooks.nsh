; What the installer does besides placing files: lets guests on private networks through the firewall, and takes that
; back when the app is removed. Without the rule Windows asks at the first start, and a "no" is silent ever after.

; Those that Windows made when it asked, too: a block would win over our rule.
!macro FLATCHAT_REMOVE_RULES
  nsExec::ExecToLog 'netsh advfirewall firewall delete rule name=all dir=in program="$INSTDIR\${MAINBINARYNAME}.exe"'
  Pop $0
!macroend

!macro NSIS_HOOK_POSTINSTALL
  !insertmacro FLATCHAT_REMOVE_RULES
  nsExec::ExecToLog 'netsh advfirewall firewall add rule name="${PRODUCTNAME}" dir=in action=allow profile=private program="$INSTDIR\${MAINBINARYNAME}.exe"'
  Pop $0
!macroend

!macro NSIS_HOOK_PREUNINSTALL
  !insertmacro FLATCHAT_REMOVE_RULES
!macroend
