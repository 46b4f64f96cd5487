; The installer for Windows: for one user, without administrator rights.
;
;   makensis -V2 -WX -DVERSION=0.1.0 -DPROGRAM=<folder> -DOUT=<setup.exe> -DICON=<icon.ico> installer.nsi
;
; Paths are absolute; OUT is not named just setup.exe, which makensis refuses, since Windows loads
; foreign libraries into programs of that name. PROGRAM is the folder whose files are installed, all
; of them. The same files give the same installer, whatever their times are. With
; -DTARGET=amd64-unicode the installer itself is a 64-bit program, which wine without its 32-bit half
; can run; as it is, Windows of 32 bits can start it too and is told why nothing is installed.
;
; /S installs or removes without a window, /D=<folder>, which must come last and is not quoted, chooses
; the folder of a first installation, /FORCE puts an older version in the place of a newer one.

!define EXIT_CANCELLED 1
!define EXIT_FAILED 2 ; NSIS gives it itself too, where a file cannot be written.
!define EXIT_NO_WEBVIEW 3 ; The program is installed.
!define EXIT_WINDOWS_TOO_OLD 4
!define EXIT_NEWER_INSTALLED 5
!define EXIT_IN_USE 6
!define EXIT_NOT_RESTORED 7

!define WINDOW "par-index-desktop.exe"
!if ! /FileExists "${PROGRAM}/${WINDOW}"
  !error "PROGRAM holds no ${WINDOW}"
!endif

!ifndef TARGET
  !define TARGET x86-unicode
!endif
Target ${TARGET}

!define DATA "$LOCALAPPDATA\Cham diem CCHC"
; The web view's own profile: caches, nothing that a user made.
!define PROFILE "$LOCALAPPDATA\vn.par-index.self-scoring"
!define UNINSTALLER "uninstall.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Cham diem CCHC"
!define CLASSES "Software\Classes"
!define PROGID "CCHC.HoSo"
!define OLDEST_WINDOWS 18362 ; Windows 10, version 1903
!define OLDEST_WINDOWS_ARM 22000 ; Windows 11, the first that runs programs for x64 on ARM
!define OLDEST_WEBVIEW "109.0.0.0"
!define WEBVIEW_KEY "Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define WEBVIEW_INSTALLER "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"
!include /CHARSET=UTF8 "words.nsh"
!include "files.nsh"

Var InstalledVersion
Var Size
Var WebView

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Cham diem CCHC"
RequestExecutionLevel user
SetCompressor /SOLID lzma
; As large as what is installed, so that what both programs have is stored once.
SetCompressorDictSize 64
SetDateSave off
; Without a file the program is none: nobody is offered to go on.
AllowSkipFiles off
BrandingText "${BRANDING}"
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileDescription" "${DESCRIPTION}"
VIAddVersionKey /LANG=1066 "CompanyName" "PAR Index"
VIAddVersionKey /LANG=1066 "LegalCopyright" "PAR Index"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "side.bmp"

!define MUI_WELCOMEPAGE_TITLE "${WELCOME_TITLE}"
!define MUI_WELCOMEPAGE_TEXT "${WELCOME_TEXT}"
!insertmacro MUI_PAGE_WELCOME

!insertmacro MUI_PAGE_INSTFILES

; One of the two is shown. That without the box to run the program has room for more text.
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWithoutWebView
!define MUI_PAGE_CUSTOMFUNCTION_SHOW OnlyFinish
!define MUI_FINISHPAGE_TITLE "${FINISHED_TITLE}"
!define MUI_FINISHPAGE_TEXT "${FINISHED_TEXT}"
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "${RUN_NOW}"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipWithWebView
!define MUI_PAGE_CUSTOMFUNCTION_SHOW OnlyFinish
!define MUI_FINISHPAGE_TITLE "${WEBVIEW_TITLE}"
!define MUI_FINISHPAGE_TEXT "${WEBVIEW_TEXT}"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "${UNINSTALL_TEXT}"
!insertmacro MUI_UNPAGE_CONFIRM

!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Vietnamese"

!insertmacro FileFunctions ""
!insertmacro FileFunctions "un."

Function .onInit
  SetRegView 64
  Call RefuseOldWindows
  Call FindInstalled
FunctionEnd

; The registry is asked, since Windows tells programs in compatibility mode of an older version.
Function RefuseOldWindows
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ReadRegStr $1 HKLM "SYSTEM\CurrentControlSet\Control\Session Manager\Environment" "PROCESSOR_ARCHITECTURE"
  ${If} $1 == "AMD64"
  ${AndIf} $0 >= ${OLDEST_WINDOWS}
    Return
  ${ElseIf} $1 == "ARM64"
  ${AndIf} $0 >= ${OLDEST_WINDOWS_ARM}
    Return
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "${WINDOWS_TOO_OLD}" /SD IDOK
  SetErrorLevel ${EXIT_WINDOWS_TOO_OLD}
  Quit
FunctionEnd

; An installed version stays in its folder, and gives way to an older one only when that is wanted.
; After an exchange that was cut short its list lies among the files set aside.
Function FindInstalled
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${IfThen} $0 == "" ${|} Return ${|}
  ${IfNot} ${FileExists} "$0\${LIST}"
  ${AndIfNot} ${FileExists} "$0\${OLD}\${LIST}"
    Return
  ${EndIf}
  ReadRegStr $InstalledVersion HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  StrCpy $INSTDIR $0
  ${VersionCompare} "$InstalledVersion" "${VERSION}" $0
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} "$1" "/FORCE" $2
  ${If} $0 == 1
  ${AndIf} ${Errors}
    ${If} ${Silent}
      SetErrorLevel ${EXIT_NEWER_INSTALLED}
      Quit
    ${ElseIf} ${Cmd} `MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "${NEWER_INSTALLED}" IDNO`
      SetErrorLevel ${EXIT_CANCELLED}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  Call CleanUp
  ${IfThen} $Busy != "" ${|} Call QuitUnrestored ${|}
  SetOutPath "$INSTDIR\${NEW}"
  File /r "${PROGRAM}/*"
  WriteUninstaller "$INSTDIR\${NEW}\${UNINSTALLER}"
  ${GetSize} "$INSTDIR\${NEW}" "/S=0K" $Size $0 $1
  FileOpen $List "$INSTDIR\${NEW}\${LIST}" w
  Push ""
  Call ListNew
  FileClose $List
  SetOutPath "$TEMP"

  Call WaitUntilFree
  ${If} $Busy != ""
    Call CleanUp
    Quit
  ${EndIf}
  Call FindMissing
  ${If} $Missing != ""
    MessageBox MB_OK|MB_ICONSTOP "${FILE_MISSING}" /SD IDOK
    ; Nothing was exchanged, so there is nothing to set back.
    Delete "$INSTDIR\${NEW}\${LIST}"
    Call CleanUp
    SetErrorLevel ${EXIT_FAILED}
    Quit
  ${EndIf}
  DetailPrint "${REPLACING}"
  Call ReplaceFiles
  ${If} $Busy != ""
    Push $Busy
    Call CleanUp
    ${IfThen} $Busy != "" ${|} Call QuitUnrestored ${|}
    Pop $Busy
    MessageBox MB_OK|MB_ICONSTOP "${SWAP_FAILED}" /SD IDOK
    SetErrorLevel ${EXIT_IN_USE}
    Quit
  ${EndIf}
  Call CleanUp

  SetOutPath "$INSTDIR"
  Call WriteShortcuts
  Call WriteAssociation
  Call WriteUninstallKey
  Call ProvideWebView
SectionEnd

Function QuitUnrestored
  MessageBox MB_OK|MB_ICONSTOP "${NOT_RESTORED}" /SD IDOK
  SetErrorLevel ${EXIT_NOT_RESTORED}
  Quit
FunctionEnd

; A clerk who removed the shortcut from the desktop does not get it back with a new version.
Function WriteShortcuts
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  ${If} $InstalledVersion == ""
  ${OrIf} ${FileExists} "$DESKTOP\${NAME}.lnk"
    CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"
  ${EndIf}
FunctionEnd

Function WriteAssociation
  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "${PACKAGE_KIND}"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.parx" "" "${PROGID}"
  WriteRegStr HKCU "${CLASSES}\.parx\OpenWithProgids" "${PROGID}" ""
  ${RefreshShellIcons}
FunctionEnd

Function WriteUninstallKey
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "PAR Index"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $Size
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

; The window needs WebView2, which offices without a network may lack: its installer may lie beside
; this one.
Function ProvideWebView
  Call FindWebView
  ${If} $WebView == ""
  ${AndIf} ${FileExists} "$EXEDIR\${WEBVIEW_INSTALLER}"
    DetailPrint "${WEBVIEW_INSTALLING}"
    SetDetailsPrint none
    ExecWait '"$EXEDIR\${WEBVIEW_INSTALLER}" /silent /install'
    SetDetailsPrint both
    Call FindWebView
  ${EndIf}
  ${If} $WebView == ""
    SetErrorLevel ${EXIT_NO_WEBVIEW}
  ${EndIf}
FunctionEnd

; Sets $WebView to the version of a WebView2 that is new enough: for all users or for this one.
Function FindWebView
  StrCpy $WebView ""
  SetRegView 32
  ReadRegStr $0 HKLM "SOFTWARE\${WEBVIEW_KEY}" "pv"
  SetRegView 64
  Call TakeWebView
  ReadRegStr $0 HKLM "SOFTWARE\${WEBVIEW_KEY}" "pv"
  Call TakeWebView
  ReadRegStr $0 HKCU "Software\${WEBVIEW_KEY}" "pv"
  Call TakeWebView
FunctionEnd

Function TakeWebView
  ${If} $0 != ""
    ${VersionCompare} "$0" "${OLDEST_WEBVIEW}" $1
    ${IfThen} $1 != 2 ${|} StrCpy $WebView $0 ${|}
  ${EndIf}
FunctionEnd

Function SkipWithoutWebView
  ${IfThen} $WebView == "" ${|} Abort ${|}
FunctionEnd

Function SkipWithWebView
  ${IfThen} $WebView != "" ${|} Abort ${|}
FunctionEnd

; Neither of the two is the way to the other, and there is nothing more to cancel.
Function OnlyFinish
  EnableWindow $mui.Button.Back 0
  EnableWindow $mui.Button.Cancel 0
FunctionEnd

; Only after an installation failed, as on a full disk: nothing of it stays.
Function .onInstFailed
  Call CleanUp
FunctionEnd

!macro RemoveListed PATH
  ${EachFile} "${PATH}"
    Delete "$INSTDIR\$File"
    !insertmacro RemoveEmptyFolders "$INSTDIR"
  ${NextFile}
!macroend

Section "Uninstall"
  Call un.WaitUntilFree
  ${IfThen} $Busy != "" ${|} Quit ${|}

  SetOutPath "$TEMP"
  ; After an exchange that was cut short, two lists tell together what there is.
  ${IfNot} ${FileExists} "$INSTDIR\${LIST}"
    !insertmacro RemoveListed "$INSTDIR\${NEW}\${LIST}"
    !insertmacro RemoveListed "$INSTDIR\${OLD}\${LIST}"
  ${EndIf}
  !insertmacro RemoveListed "$INSTDIR\${LIST}"
  Delete "$INSTDIR\${LIST}"
  RMDir /r "$INSTDIR\${NEW}"
  RMDir /r "$INSTDIR\${OLD}"
  RMDir "$INSTDIR"
  ${IfNot} ${FileExists} "$INSTDIR\${WINDOW}"
    RMDir /r "${PROFILE}"
  ${EndIf}

  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  Call un.RemoveAssociation
  DeleteRegKey HKCU "${UNINSTALL_KEY}"

  SetAutoClose true
  ${If} ${FileExists} "${DATA}\*.*"
    MessageBox MB_OK|MB_ICONINFORMATION "${DATA_KEPT}" /SD IDOK
  ${Else}
    MessageBox MB_OK|MB_ICONINFORMATION "${UNINSTALLED}" /SD IDOK
  ${EndIf}
SectionEnd

; What another program took over, or another copy of this one, is left to it.
Function un.RemoveAssociation
  ReadRegStr $0 HKCU "${CLASSES}\${PROGID}\shell\open\command" ""
  ${IfThen} $0 != '"$INSTDIR\${WINDOW}" "%1"' ${|} Return ${|}
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegValue HKCU "${CLASSES}\.parx\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.parx\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.parx" ""
  ${IfThen} $0 == "${PROGID}" ${|} DeleteRegValue HKCU "${CLASSES}\.parx" "" ${|}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.parx"
  ${RefreshShellIcons}
FunctionEnd
